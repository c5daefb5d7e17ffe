-- name: uses
-- Current memories with what their strength follows from, by id.
SELECT m.memory_id, m.kind AS type, m.created_at AS stored_at, said.last_said_at, m.last_used_at, m.due_at,
       coalesce(said.confirmed, false) AS confirmed, m.strength
FROM memories m
LEFT JOIN LATERAL (
    SELECT max(s.said_at) AS last_said_at, bool_or(s.confirmed_at IS NOT NULL) AS confirmed
    FROM statements s
    WHERE s.scope_id = :scope_id AND s.memory_id = m.memory_id AND NOT s.denies
) said ON true
WHERE m.scope_id = :scope_id AND m.status = 'current' AND (:after::uuid IS NULL OR m.memory_id > :after)
ORDER BY m.memory_id
LIMIT :limit;

-- name: set_strengths!
-- Set how near memories stand.
UPDATE memories m SET strength = new.strength
FROM unnest(:memory_ids::uuid[], :strengths::real[]) AS new(memory_id, strength)
WHERE m.scope_id = :scope_id AND m.memory_id = new.memory_id;

-- name: expired
-- Memories whose time has passed.
SELECT memory_id FROM memories
WHERE scope_id = :scope_id AND expires_at <= :at
ORDER BY expires_at, memory_id
LIMIT :limit;

-- name: drop_ended_jobs!
-- Drop background work that ended long ago.
DELETE FROM jobs
WHERE scope_id = :scope_id AND kind <> 'import'
  AND ((status = 'done' AND finished_at < :done_before)
       OR (status IN ('degraded', 'dead') AND finished_at < :failed_before));

-- name: due_scopes
-- Scopes that nobody has looked after for :hours hours, the longest first.
SELECT user_id, subject FROM scopes
WHERE upkeep_at < now() - make_interval(hours => :hours)
ORDER BY upkeep_at
LIMIT :limit;

-- name: take_upkeep
-- Look after a scope, unless another process has begun to; nothing then.
UPDATE scopes SET upkeep_at = now()
WHERE scope_id = :scope_id AND upkeep_at < now() - make_interval(hours => :hours)
RETURNING true;

-- name: enqueue_upkeep!
-- Add the jobs that look after a scope, but none that waits already.
INSERT INTO jobs (scope_id, job_id, user_id, subject, kind, payload)
SELECT :scope_id, new.job_id, :user_id, :subject, new.kind, :payload
FROM unnest(:job_ids::uuid[], :kinds::text[]) AS new(job_id, kind)
WHERE NOT EXISTS (SELECT FROM jobs j WHERE j.scope_id = :scope_id AND j.kind = new.kind AND j.status = 'queued');
