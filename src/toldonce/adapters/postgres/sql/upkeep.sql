-- name: large_scopes
-- Scopes of more than :chunks chunks that have no approximate index yet.
SELECT user_id, subject FROM scopes WHERE chunk_count > :chunks AND NOT ann_ready ORDER BY chunk_count DESC LIMIT 100;
