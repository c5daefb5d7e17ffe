-- name: begun_scopes
-- Of scopes, those that were begun (again) and when.
SELECT scope_id, created_at FROM scopes WHERE scope_id = ANY (:scope_ids::uuid[]);

-- name: orphaned_index
-- Words and vectors of no turn and no memory.
SELECT count(*) FROM (
    SELECT scope_id, seq FROM postings UNION SELECT scope_id, seq FROM embeddings
) AS indexed
WHERE NOT EXISTS (SELECT FROM turns t WHERE t.scope_id = indexed.scope_id AND t.seq = indexed.seq)
  AND NOT EXISTS (SELECT FROM memories m WHERE m.scope_id = indexed.scope_id AND m.seq = indexed.seq);

-- name: orphaned_statements
-- Statements that quote a turn that is gone.
SELECT count(*) FROM statements s
WHERE s.turn_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM turns t WHERE t.scope_id = s.scope_id AND t.turn_id = s.turn_id);

-- name: orphaned_mentions
-- Names from turns, or from memories told directly, that are gone.
SELECT count(*) FROM entity_mentions e
WHERE NOT EXISTS (SELECT FROM turns t WHERE t.scope_id = e.scope_id AND t.turn_id = e.turn_id)
  AND NOT EXISTS (SELECT FROM statements s WHERE s.scope_id = e.scope_id AND s.statement_id = e.turn_id);

-- name: orphaned_changes
-- What the log tells of memories that are gone, beside that they are.
SELECT count(*) FROM memory_changes c
WHERE (c.action <> 'forgotten' OR c.before IS NOT NULL)
  AND NOT EXISTS (SELECT FROM memories m WHERE m.scope_id = c.scope_id AND m.memory_id = c.memory_id);
