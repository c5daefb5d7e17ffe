-- name: count_uses
-- Take part in the order of a scope's writes, and count that something of it changes without a new number.
UPDATE scopes SET uses = uses + 1 WHERE scope_id = :scope_id RETURNING uses;

-- name: note_uses
-- Note for which turn's answer some turns and memories were placed in the prompt; the numbers of both.
WITH used_turns AS (
    UPDATE turns SET last_used_turn = :turn_number WHERE scope_id = :scope_id AND turn_id = ANY (:turn_ids::uuid[])
    RETURNING seq
), used AS (
    UPDATE memories SET last_used_turn = :turn_number, last_used_at = now(), strength = 1
    WHERE scope_id = :scope_id AND memory_id = ANY (:memory_ids::uuid[])
    RETURNING memory_id, seq
), asked AS (
    SELECT turn_id FROM turns WHERE scope_id = :scope_id AND turn_id = :turn_id FOR KEY SHARE
), noted AS (
    INSERT INTO memory_uses (scope_id, user_id, memory_id, turn_id)
    SELECT :scope_id, :user_id, used.memory_id, asked.turn_id FROM used CROSS JOIN asked
    ON CONFLICT DO NOTHING
)
SELECT seq FROM used_turns UNION ALL SELECT seq FROM used;

-- name: uses
-- A page of the turns for whose answers a memory was used, the newest first.
SELECT t.turn_id, t.conversation_id, t.turn_number, t.seq, t.role, t.speaker, t.content, t.said_at AS at, t.metadata, t.created_at
FROM memory_uses u
JOIN turns t ON t.scope_id = :scope_id AND t.turn_id = u.turn_id
WHERE u.scope_id = :scope_id AND u.memory_id = :memory_id AND (:before::bigint IS NULL OR t.seq < :before)
ORDER BY t.seq DESC LIMIT :limit;

-- name: activity
-- Days (UTC) on which something was said, understood or searched, the oldest first.
SELECT day, sum(turns)::bigint AS turns, sum(memories)::bigint AS memories, sum(searches)::bigint AS searches,
       sum(milliseconds) AS milliseconds, max(slowest) AS slowest
FROM (
    SELECT (said_at AT TIME ZONE 'UTC')::date AS day, count(*) AS turns, 0 AS memories, 0 AS searches,
           0::double precision AS milliseconds, 0::double precision AS slowest
    FROM turns WHERE scope_id = :scope_id GROUP BY 1
    UNION ALL
    SELECT (recorded_at AT TIME ZONE 'UTC')::date, 0, count(*), 0, 0, 0
    FROM memories WHERE scope_id = :scope_id GROUP BY 1
    UNION ALL
    SELECT day, 0, 0, searches, milliseconds, slowest FROM search_days WHERE scope_id = :scope_id
) AS counted
WHERE (:first::date IS NULL OR day >= :first) AND (:last::date IS NULL OR day <= :last)
GROUP BY day ORDER BY day;

-- name: add_searches!
-- Count searches of a day; those of a subject that nothing was ever told are not counted.
INSERT INTO search_days (scope_id, user_id, day, searches, milliseconds, slowest)
SELECT s.scope_id, s.user_id, :day::date, :searches, :milliseconds, :slowest
FROM scopes s WHERE s.scope_id = :scope_id FOR KEY SHARE
ON CONFLICT (scope_id, day) DO UPDATE
SET searches = search_days.searches + excluded.searches,
    milliseconds = search_days.milliseconds + excluded.milliseconds,
    slowest = greatest(search_days.slowest, excluded.slowest);
