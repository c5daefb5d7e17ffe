-- Take from all limits or from none: the arithmetic of token_bucket.py, in one step for everybody who shares this Redis.
-- KEYS: two of each rule, its state and its log.
-- ARGV: the time in microseconds (0: this server's), then of each rule: daily (0 or 1), limit, window in seconds,
-- burst (-1: none), cost.
-- Answer: the place of the rule that refused (0: none), the time, then of each rule: remaining, reset, wait.
local SECOND, PAUSE = 1000000, 3000000
local DAY = 86400 * SECOND

local now = tonumber(ARGV[1])
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * SECOND + time[2]
end

local function whole(number) return string.format('%.0f', number) end

local function weigh_day(rule)
  local state = redis.call('HMGET', rule.state, 'day', 'count')
  rule.day = math.floor(now / DAY)
  rule.count = tonumber(state[1]) == rule.day and tonumber(state[2]) or 0
  rule.fits = rule.cost == 0 or rule.count + rule.cost <= rule.limit
  rule.remaining = math.max(0, rule.limit - rule.count)
  rule.reset = (rule.day + 1) * DAY
  rule.wait = rule.fits and 0 or rule.reset - now
end

local function take_day(rule)
  redis.call('HSET', rule.state, 'day', whole(rule.day), 'count', whole(rule.count + rule.cost))
  redis.call('PEXPIRE', rule.state, whole(math.ceil((rule.reset - now) / 1000)))
  rule.remaining = math.max(0, rule.remaining - rule.cost)
end

local function weigh_bucket(rule)
  local state = redis.call('HMGET', rule.state, 'full_at', 'handed_at', 'taken_at')
  local full_at, handed_at, taken_at = tonumber(state[1]) or 0, tonumber(state[2]) or 0, tonumber(state[3]) or 0
  local release_at = math.min(taken_at + PAUSE, handed_at + math.floor(rule.window / 2))
  if now >= release_at then handed_at = now end
  full_at = math.max(full_at, handed_at)
  local capacity = rule.limit * rule.step
  rule.full_at, rule.handed_at = full_at, handed_at
  rule.remaining = math.floor((capacity - (full_at - handed_at)) / rule.step)
  rule.fits = rule.cost <= rule.remaining
  rule.wait = rule.fits and 0 or math.max(full_at + rule.cost * rule.step - capacity, release_at) - now
  rule.reset = full_at == handed_at and now or math.max(full_at, release_at)
  if rule.burst >= 0 then
    local most = rule.limit + rule.burst
    local oldest = redis.call('LINDEX', rule.log, -1)
    while oldest and tonumber(oldest) <= now - rule.window do
      redis.call('RPOP', rule.log)
      oldest = redis.call('LINDEX', rule.log, -1)
    end
    rule.taken = redis.call('LLEN', rule.log)
    local over = rule.taken + rule.cost - most
    if over > 0 and rule.taken > 0 then
      rule.fits = false
      local leaves = redis.call('LINDEX', rule.log, -math.min(over, rule.taken))
      rule.wait = math.max(rule.wait, tonumber(leaves) + rule.window - now)
    end
    rule.remaining = math.min(rule.remaining, most - rule.taken)
    if rule.taken > rule.burst then
      rule.reset = math.max(rule.reset, tonumber(redis.call('LINDEX', rule.log, rule.burst)) + rule.window)
    end
  end
  rule.fits = rule.fits or rule.cost == 0
  rule.remaining = math.max(0, rule.remaining)
  rule.reset = math.max(now, rule.reset)
  rule.wait = rule.fits and 0 or math.min(math.max(1, rule.wait), rule.window)
end

local function take_bucket(rule)
  if rule.cost == 0 then return end
  local full_at = rule.full_at + rule.cost * rule.step
  local life = whole(2 * rule.window / 1000)
  redis.call('HSET', rule.state,
    'full_at', whole(full_at), 'handed_at', whole(rule.handed_at), 'taken_at', whole(now))
  redis.call('PEXPIRE', rule.state, life)
  rule.remaining = rule.remaining - rule.cost
  rule.reset = math.max(full_at, math.min(now + PAUSE, rule.handed_at + math.floor(rule.window / 2)))
  if rule.burst >= 0 then
    for _ = 1, rule.cost do redis.call('LPUSH', rule.log, whole(now)) end
    redis.call('PEXPIRE', rule.log, life)
    rule.taken = rule.taken + rule.cost
    if rule.taken > rule.burst then
      rule.reset = math.max(rule.reset, tonumber(redis.call('LINDEX', rule.log, rule.burst)) + rule.window)
    end
  end
end

local rules, refused = {}, 0
for place = 1, #KEYS / 2 do
  local at = 2 + (place - 1) * 5
  local rule = {
    state = KEYS[2 * place - 1], log = KEYS[2 * place], daily = ARGV[at] == '1', limit = tonumber(ARGV[at + 1]),
    window = tonumber(ARGV[at + 2]) * SECOND, burst = tonumber(ARGV[at + 3]), cost = tonumber(ARGV[at + 4]),
  }
  rule.step = math.max(1, math.floor(rule.window / rule.limit))
  if rule.daily then weigh_day(rule) else weigh_bucket(rule) end
  if refused == 0 and not rule.fits then refused = place end
  rules[place] = rule
end

local answer = {refused, now}
for _, rule in ipairs(rules) do
  if refused == 0 then
    if rule.daily then take_day(rule) else take_bucket(rule) end
  end
  answer[#answer + 1] = rule.remaining
  answer[#answer + 1] = rule.reset
  answer[#answer + 1] = rule.wait
end
return answer
