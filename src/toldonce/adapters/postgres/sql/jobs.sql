-- name: enqueue
-- Add a job that is due at once.
INSERT INTO jobs (scope_id, job_id, user_id, subject, kind, payload, upload)
VALUES (:scope_id, :job_id, :user_id, :subject, :kind, :payload, :upload)
RETURNING job_id, kind, status, attempts, progress, failures, created_at, updated_at, finished_at;

-- name: waiting_uploads
-- Bytes of uploads that jobs of a user have still to read.
SELECT coalesce(sum(octet_length(upload)), 0)::bigint
FROM jobs WHERE user_id = :user_id AND upload IS NOT NULL AND status IN ('queued', 'running', 'failed');

-- name: bury_abandoned!
-- Give up on jobs that were claimed :attempts times and that nobody holds any more.
UPDATE jobs SET
    status = 'dead', finished_at = now(), updated_at = now(), leased_by = NULL, leased_until = NULL,
    failures = failures || jsonb_build_object('at', now(), 'attempt', attempts, 'reason', :reason::text)
WHERE (scope_id, job_id) IN (
    SELECT scope_id, job_id FROM jobs
    WHERE status IN ('queued', 'running', 'failed') AND kind = ANY (:kinds) AND attempts >= :attempts
      AND CASE status WHEN 'running' THEN leased_until <= now() ELSE run_at <= now() END
    FOR UPDATE SKIP LOCKED
);

-- name: claim
-- Take the next due job. Users take turns: a job's place counts the jobs that its user has running and waiting before it.
-- Of equal places the one of the user who was served longest ago is first.
WITH active AS (
    SELECT user_id, scope_id, job_id, run_at, kind, attempts,
           status = 'running' AND leased_until > now() AS held,
           CASE status WHEN 'running' THEN leased_until <= now() ELSE run_at <= now() END AS due
    FROM jobs
    WHERE status IN ('queued', 'running', 'failed')
), running AS (
    SELECT user_id, count(*) AS jobs FROM active WHERE held GROUP BY user_id
), waiting AS (
    SELECT user_id, scope_id, job_id, run_at,
           row_number() OVER (PARTITION BY user_id ORDER BY run_at, job_id) AS place
    FROM active
    WHERE due AND kind = ANY (:kinds) AND attempts < :attempts
), ranked AS (
    SELECT w.scope_id, w.job_id, w.run_at, w.place + coalesce(r.jobs, 0) AS place,
           (SELECT max(claimed_at) FROM jobs s WHERE s.user_id = w.user_id) AS served_at
    FROM waiting w
    LEFT JOIN running r ON r.user_id = w.user_id
), next AS (
    SELECT j.scope_id, j.job_id
    FROM ranked
    JOIN jobs j ON j.scope_id = ranked.scope_id AND j.job_id = ranked.job_id
    WHERE j.status IN ('queued', 'running', 'failed') AND j.attempts < :attempts
      AND CASE j.status WHEN 'running' THEN j.leased_until <= now() ELSE j.run_at <= now() END
    ORDER BY ranked.place, ranked.served_at NULLS FIRST, ranked.run_at, ranked.job_id
    LIMIT 1
    FOR UPDATE OF j SKIP LOCKED
)
UPDATE jobs SET
    status = 'running', attempts = jobs.attempts + 1, leased_by = :worker, claimed_at = clock_timestamp(),
    leased_until = now() + make_interval(secs => :lease), updated_at = now()
FROM next
WHERE jobs.scope_id = next.scope_id AND jobs.job_id = next.job_id
RETURNING jobs.user_id, jobs.subject, jobs.job_id, jobs.kind, jobs.payload, jobs.upload, jobs.attempts, jobs.progress,
          extract(epoch FROM now() - jobs.run_at)::float8 AS waited;

-- name: heartbeat!
-- Prolong the lease of a job that this worker holds and record its progress.
UPDATE jobs SET leased_until = now() + make_interval(secs => :lease), progress = :progress, updated_at = now()
WHERE scope_id = :scope_id AND job_id = :job_id
  AND status = 'running' AND leased_by = :worker AND attempts = :attempts;

-- name: finish!
-- End a job that this worker holds; its upload is let go when nothing of it is left to do.
UPDATE jobs SET
    status = :status, progress = :progress, upload = CASE WHEN :status = 'degraded' THEN upload END, leased_by = NULL, leased_until = NULL,
    finished_at = now(), updated_at = now()
WHERE scope_id = :scope_id AND job_id = :job_id
  AND status = 'running' AND leased_by = :worker AND attempts = :attempts;

-- name: retry!
-- Let a job that this worker holds run again after :delay seconds.
UPDATE jobs SET
    status = 'failed', run_at = now() + make_interval(secs => :delay), leased_by = NULL, leased_until = NULL,
    failures = failures || jsonb_build_object('at', now(), 'attempt', attempts, 'reason', :reason::text),
    updated_at = now()
WHERE scope_id = :scope_id AND job_id = :job_id
  AND status = 'running' AND leased_by = :worker AND attempts = :attempts;

-- name: bury!
-- Give up on a job that this worker holds.
UPDATE jobs SET
    status = 'dead', leased_by = NULL, leased_until = NULL, finished_at = now(), updated_at = now(),
    failures = failures || jsonb_build_object('at', now(), 'attempt', attempts, 'reason', :reason::text)
WHERE scope_id = :scope_id AND job_id = :job_id
  AND status = 'running' AND leased_by = :worker AND attempts = :attempts;

-- name: jobs
-- One page of a subject's jobs, the newest first.
SELECT job_id, kind, status, attempts, progress, failures, created_at, updated_at, finished_at
FROM jobs
WHERE scope_id = :scope_id
  AND (:before_at::timestamptz IS NULL OR (created_at, job_id) < (:before_at, :before_id::uuid))
ORDER BY created_at DESC, job_id DESC
LIMIT :rows;

-- name: job
-- One job of a subject.
SELECT job_id, kind, status, attempts, progress, failures, created_at, updated_at, finished_at
FROM jobs
WHERE scope_id = :scope_id AND job_id = :job_id;

-- name: requeue
-- Let a failed, dead or degraded job run again from its first attempt.
UPDATE jobs SET status = 'queued', attempts = 0, run_at = now(), finished_at = NULL, updated_at = now()
WHERE scope_id = :scope_id AND job_id = :job_id AND status IN ('failed', 'dead', 'degraded')
RETURNING job_id, kind, status, attempts, progress, failures, created_at, updated_at, finished_at;
