-- name: subjects
-- The subjects of an account that hold anything, by name.
SELECT s.subject, m.memories, s.created_at AS first_at,
       greatest(s.created_at, m.last_at, (SELECT max(c.updated_at) FROM conversations c WHERE c.scope_id = s.scope_id)) AS last_at
FROM scopes s
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE status = 'current') AS memories, count(*) AS versions, max(updated_at) AS last_at
    FROM memories WHERE scope_id = s.scope_id
) AS m
WHERE s.user_id = :user_id
  AND (m.versions > 0 OR EXISTS (SELECT 1 FROM conversations c WHERE c.scope_id = s.scope_id))
ORDER BY s.subject;

-- name: labels
-- What gateways have written on memories and turns of an account, under some names.
WITH labelled AS (
    SELECT scope_id, metadata -> 'mem0' AS labels, created_at, updated_at, status = 'current' AS counts
    FROM memories
    WHERE user_id = :user_id AND metadata ? 'mem0'
    UNION ALL
    SELECT scope_id, metadata -> 'mem0', created_at, created_at, false
    FROM turns
    WHERE user_id = :user_id AND metadata ? 'mem0'
)
SELECT s.subject, one.name, l.labels ->> one.name AS value, count(*) FILTER (WHERE l.counts) AS memories,
       min(l.created_at) AS first_at, max(l.updated_at) AS last_at
FROM labelled l
JOIN scopes s USING (scope_id)
CROSS JOIN unnest(:names::text[]) AS one (name)
WHERE l.labels ? one.name
GROUP BY 1, 2, 3
ORDER BY 2, 3, 1;

-- name: subject_of
-- The subject of an account that holds a memory or turn.
SELECT s.subject
FROM scopes s
CROSS JOIN LATERAL (
    (SELECT 1 FROM memories m WHERE m.scope_id = s.scope_id AND m.memory_id = :item_id)
    UNION ALL
    (SELECT 1 FROM turns t WHERE t.scope_id = s.scope_id AND t.turn_id = :item_id)
    LIMIT 1
) AS held
WHERE s.user_id = :user_id
LIMIT 1;
