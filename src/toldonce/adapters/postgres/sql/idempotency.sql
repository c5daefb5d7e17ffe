-- name: begin
-- Take a key that is free, or whose lease ran out without an answer to the same request; nothing when it is neither. The row
-- comes from where it is said who inserts it: the policy of the table is asked about it after that.
WITH said AS MATERIALIZED (
    SELECT see_as(:user_id, :scope_id), set_config('synchronous_commit', 'off', true) AS waits
)
INSERT INTO idempotency AS held (scope_id, key, user_id, request_hash, leased_until)
SELECT :scope_id, :key, :user_id, :request_hash, now() + make_interval(secs => :lease) FROM said WHERE waits = 'off'
ON CONFLICT (scope_id, key) DO UPDATE SET leased_until = excluded.leased_until, created_at = excluded.created_at
WHERE held.status IS NULL AND held.leased_until <= now() AND held.request_hash = excluded.request_hash
RETURNING true;

-- name: answer
-- What a key brought; no status: it is still being made.
SELECT request_hash, status, body, headers FROM idempotency WHERE scope_id = :scope_id AND key = :key;

-- name: renew!
-- Hold a key longer that has no answer yet.
UPDATE idempotency SET leased_until = now() + make_interval(secs => :lease)
WHERE scope_id = :scope_id AND key = :key AND status IS NULL;

-- name: finish
-- Keep the answer of a key that is held.
SELECT keep_answer(:user_id, :scope_id, :key, :status, :body, :headers);

-- name: release!
-- Let go of a key that has no answer.
DELETE FROM idempotency WHERE scope_id = :scope_id AND key = :key AND status IS NULL;

-- name: sweep!
-- Delete what is older than :hours hours, of every account.
DELETE FROM idempotency WHERE created_at < now() - make_interval(hours => :hours);
