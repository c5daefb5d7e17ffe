-- Undo a take from token buckets without a burst. KEYS: their states. ARGV: of each, the time that its cost stands for.
for place, state in ipairs(KEYS) do
  local full_at = redis.call('HGET', state, 'full_at')
  if full_at then
    redis.call('HSET', state, 'full_at', string.format('%.0f', tonumber(full_at) - tonumber(ARGV[place])))
  end
end
