-- name: news
-- The state of a scope, with the vectors that came after a seq (one row without any); none of a scope that is too large. `closed`
-- are the memories that are not to be found.
SELECT s.last_seq, s.chunk_count, s.created_at, s.erasures, e.seq, e.embedding,
       (SELECT array_agg(m.seq) FROM memories m
        WHERE m.scope_id = :scope_id AND (m.status <> 'current' OR m.expires_at IS NOT NULL OR m.valid_to IS NOT NULL)
          AND (m.status <> 'current' OR m.expires_at <= now() OR m.valid_to <= now())) AS closed
FROM scopes s
LEFT JOIN embeddings e
    ON e.scope_id = s.scope_id AND e.model_id = :model_id AND e.seq > :after AND s.chunk_count <= :largest
WHERE s.scope_id = :scope_id;
