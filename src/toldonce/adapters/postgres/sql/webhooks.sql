-- name: add!
-- Add a webhook.
INSERT INTO webhooks (webhook_id, user_id, job_scope, url, events, name, subject, active, secret, created_at, updated_at)
VALUES (:webhook_id, :user_id, :job_scope, :url, :events, :name, :subject, :active, :secret, :created_at, :updated_at);

-- name: webhooks
-- The webhooks of an account, the oldest first.
SELECT webhook_id, url, events, name, subject, active, created_at, updated_at
FROM webhooks WHERE user_id = :user_id ORDER BY webhook_id;

-- name: webhook
-- One webhook with its secret.
SELECT webhook_id, url, events, name, subject, active, secret, created_at, updated_at
FROM webhooks WHERE user_id = :user_id AND webhook_id = :webhook_id;

-- name: change
-- Change what is given of a webhook.
UPDATE webhooks SET
    url = coalesce(:url, url), events = coalesce(:events::text[], events), active = coalesce(:active, active),
    name = CASE WHEN :renamed::boolean THEN :name ELSE name END, updated_at = now()
WHERE user_id = :user_id AND webhook_id = :webhook_id
RETURNING webhook_id, url, events, name, subject, active, created_at, updated_at;

-- name: delete!
-- Delete a webhook with its log.
DELETE FROM webhooks WHERE user_id = :user_id AND webhook_id = :webhook_id;

-- name: deliveries
-- One page of a webhook's log, the newest first.
SELECT delivery_id, webhook_id, event, subject, memory_id, job_id, status, attempts, response_status, reason, created_at,
       attempted_at
FROM webhook_deliveries
WHERE user_id = :user_id AND webhook_id = :webhook_id
  AND (:before_at::timestamptz IS NULL OR (created_at, delivery_id) < (:before_at, :before_id::uuid))
ORDER BY created_at DESC, delivery_id DESC
LIMIT :rows;

-- name: waiting
-- Take what has to be sent next for an active webhook, the oldest first; nobody else sends it for :lease seconds.
WITH next AS (
    SELECT d.delivery_id
    FROM webhook_deliveries d
    JOIN webhooks w USING (webhook_id)
    WHERE d.user_id = :user_id AND d.webhook_id = :webhook_id AND w.active
      AND d.status = 'waiting' AND (d.leased_until IS NULL OR d.leased_until <= now())
    ORDER BY d.created_at, d.delivery_id
    LIMIT :rows
    FOR UPDATE OF d SKIP LOCKED
), taken AS (
    UPDATE webhook_deliveries d SET leased_until = now() + make_interval(secs => :lease)
    FROM next WHERE d.delivery_id = next.delivery_id
    RETURNING d.*
)
SELECT delivery_id, webhook_id, event, subject, memory_id, job_id, status, attempts, response_status, reason, created_at,
       attempted_at
FROM taken ORDER BY created_at, delivery_id;

-- name: record!
-- Keep the outcome of an attempt.
UPDATE webhook_deliveries SET
    status = :status, attempts = attempts + 1, response_status = :response_status, reason = :reason, attempted_at = now(),
    leased_until = NULL
WHERE user_id = :user_id AND delivery_id = :delivery_id;

-- name: let_go!
-- Let others send what was taken of a webhook and not sent.
UPDATE webhook_deliveries SET leased_until = NULL
WHERE user_id = :user_id AND webhook_id = :webhook_id AND status = 'waiting' AND leased_until IS NOT NULL;

-- name: deliver_again
-- Let a delivery wait once more, and enqueue the job that sends it.
WITH again AS (
    UPDATE webhook_deliveries SET status = 'waiting', leased_until = NULL, created_at = clock_timestamp()
    WHERE user_id = :user_id AND webhook_id = :webhook_id AND delivery_id = :delivery_id
    RETURNING delivery_id, webhook_id, event, subject, memory_id, job_id, status, attempts, response_status, reason,
              created_at, attempted_at
)
SELECT again.*, deliver_webhook(again.webhook_id)::text AS told FROM again;

-- name: go_on_later
-- Enqueue the job that sends what waits for a webhook, unless one waits already.
SELECT deliver_webhook(webhook_id)::text AS told FROM webhooks WHERE user_id = :user_id AND webhook_id = :webhook_id;
