-- name: models
-- The models whose vectors are kept, the one that is searched first.
SELECT model_id, name, dimension, chosen_at IS NOT NULL AS was_chosen FROM embedding_models ORDER BY chosen_at DESC NULLS LAST, model_id;

-- name: choose
-- Search the vectors of a model from now on.
UPDATE embedding_models SET chosen_at = clock_timestamp() WHERE name = :name RETURNING model_id;

-- name: progress
-- Parts of texts that have to have a vector, and those of scopes in which nothing is without one of a model.
SELECT coalesce(sum(chunk_count), 0)::bigint AS parts,
       coalesce(sum(chunk_count) FILTER (
           WHERE embedding_sets -> (:model_id::smallint)::text = jsonb_build_array(last_seq, erasures)), 0)::bigint AS done
FROM scopes;

-- name: behind
-- Scopes in which something may be without a vector of a model.
SELECT user_id, subject FROM scopes
WHERE chunk_count > 0 AND embedding_sets -> (:model_id::smallint)::text IS DISTINCT FROM jsonb_build_array(last_seq, erasures)
ORDER BY scope_id LIMIT :limit;

-- name: place
-- How far the writes of a scope have come, and how often something of it was erased.
SELECT last_seq, erasures FROM scopes WHERE scope_id = :scope_id;

-- name: chunks_without
-- Parts of texts up to a number that have a vector of one model and none of another, with who speaks in them.
SELECT e.seq, e.part, substr(coalesce(t.content, m.content), e.starts + 1, e.ends - e.starts) AS text,
       coalesce(t.speaker, t.role) AS speaker
FROM embeddings e
LEFT JOIN turns t ON t.scope_id = e.scope_id AND t.seq = e.seq
LEFT JOIN memories m ON m.scope_id = e.scope_id AND m.seq = e.seq
WHERE e.scope_id = :scope_id AND e.model_id = :source AND (e.seq, e.part) > (:seq::bigint, :part::smallint)
  AND e.seq <= :last_seq
  AND coalesce(t.content, m.content) IS NOT NULL
  AND NOT EXISTS (SELECT FROM embeddings o
                  WHERE o.scope_id = e.scope_id AND o.model_id = :target AND o.seq = e.seq AND o.part = e.part)
ORDER BY e.seq, e.part LIMIT :limit;

-- name: hold
-- Let nothing of a scope be written or erased until this transaction ends.
SELECT erasures FROM scopes WHERE scope_id = :scope_id FOR UPDATE;

-- name: add_vectors
-- Add vectors beside those that another model made of the same parts.
INSERT INTO embeddings (scope_id, user_id, model_id, ann, seq, part, starts, ends, embedding)
SELECT e.scope_id, e.user_id, :target, e.ann, e.seq, e.part, e.starts, e.ends, v.embedding
FROM unnest(:seqs::bigint[], :parts::smallint[], :vectors::halfvec[]) AS v(seq, part, embedding)
JOIN embeddings e ON e.scope_id = :scope_id AND e.model_id = :source AND e.seq = v.seq AND e.part = v.part
ON CONFLICT DO NOTHING;

-- name: look_again!
-- Tell every process that keeps vectors of a scope to read them anew: some came late.
UPDATE scopes SET erasures = erasures + 1
WHERE scope_id = :scope_id
  AND :target = (SELECT model_id FROM embedding_models ORDER BY chosen_at DESC NULLS LAST, model_id LIMIT 1);

-- name: mark!
-- Note that nothing of a scope was without a vector of a model, when it had come so far.
UPDATE scopes
SET embedding_sets = embedding_sets || jsonb_build_object((:model_id::smallint)::text, jsonb_build_array(:last_seq::bigint, erasures))
WHERE scope_id = :scope_id;

-- name: scopes_after
-- Every scope, a page at a time.
SELECT scope_id, user_id, subject FROM scopes WHERE scope_id > :after ORDER BY scope_id LIMIT :limit;

-- name: drop_vectors
-- Drop the vectors of a model from a scope.
WITH gone AS (DELETE FROM embeddings WHERE scope_id = :scope_id AND model_id = :model_id RETURNING 1), unmarked AS (
    UPDATE scopes SET embedding_sets = embedding_sets - (:model_id::smallint)::text WHERE scope_id = :scope_id
)
SELECT count(*) FROM gone;
