-- name: conversation_numbers
-- The number of the last turn of some conversations.
SELECT conversation_id, last_number
FROM conversations WHERE scope_id = :scope_id AND conversation_id = ANY (:ids::uuid[]);

-- name: known_memories
-- Memories that were stored before, by what they were stored from.
SELECT source_key, memory_id
FROM memories WHERE scope_id = :scope_id AND source_key = ANY (:source_keys::text[]);

-- name: add_memories!
-- Store memories with their search index rows, and count them in their scope.
WITH new_memories AS (
    INSERT INTO memories (scope_id, user_id, memory_id, seq, kind, content, importance, conversation_id, source_turn,
                          valid_from, valid_to, recorded_at, expires_at, metadata, source_key)
    SELECT :scope_id, :user_id, m.*
    FROM unnest(:memory_ids::uuid[], :seqs::bigint[], :kinds::text[], :contents::text[], :importance::real[],
                :conversation_ids::uuid[], :source_turns::integer[], :valid_from::timestamptz[], :valid_to::timestamptz[],
                :recorded_at::timestamptz[], :expires_at::timestamptz[], :metadata::jsonb[], :source_keys::text[]) AS m
), new_postings AS (
    INSERT INTO postings (scope_id, user_id, term, seq, part, count, length)
    SELECT :scope_id, :user_id, p.*
    FROM unnest(:terms::text[], :term_seqs::bigint[], :term_parts::smallint[], :term_counts::smallint[],
                :term_lengths::smallint[]) AS p
), new_embeddings AS (
    INSERT INTO embeddings (scope_id, user_id, model_id, ann, seq, part, starts, ends, embedding)
    SELECT :scope_id, :user_id, :model_id, :ann, e.*
    FROM unnest(:vector_seqs::bigint[], :vector_parts::smallint[], :vector_starts::integer[], :vector_ends::integer[],
                :vectors::halfvec[]) AS e
)
UPDATE scopes
SET last_seq = :last_seq, chunk_count = chunk_count + :chunk_count, term_count = term_count + :term_count
WHERE scope_id = :scope_id;

-- name: memories_by_id
-- Memories whole, in the order of their ids.
SELECT m.memory_id, m.kind AS type, m.content, m.slot, m.status, m.confidence, m.importance, m.trust, m.origin,
       m.conversation_id, m.source_turn_ids, m.source_turn, m.valid_from, m.valid_to, m.recorded_at, m.superseded_at,
       m.superseded_by, m.supersedes, m.last_used_turn, m.metadata, m.expires_at, m.created_at, m.updated_at, m.seq
FROM unnest(:ids::uuid[]) WITH ORDINALITY AS asked(memory_id, place)
JOIN memories m ON m.scope_id = :scope_id AND m.memory_id = asked.memory_id
ORDER BY asked.place;

-- name: memories
-- A page of memories, the newest first; null: that filter is not set.
SELECT memory_id, kind AS type, content, slot, status, confidence, importance, trust, origin, conversation_id,
       source_turn_ids, source_turn, valid_from, valid_to, recorded_at, superseded_at, superseded_by, supersedes,
       last_used_turn, metadata, expires_at, created_at, updated_at, seq
FROM memories
WHERE scope_id = :scope_id
  AND (:created_at::timestamptz IS NULL OR (created_at, memory_id) < (:created_at, :memory_id))
  AND (:type::text IS NULL OR kind = :type)
  AND (:status::text IS NULL OR status = :status)
  AND (:since::timestamptz IS NULL OR recorded_at >= :since)
  AND (:until::timestamptz IS NULL OR recorded_at <= :until)
  AND (:q::text IS NULL OR strpos(lower(content), lower(:q)) > 0)
ORDER BY created_at DESC, memory_id DESC LIMIT :limit;

-- name: memories_by_seq
-- A page of all memories of a scope in the order they were written.
SELECT memory_id, kind AS type, content, slot, status, confidence, importance, trust, origin, conversation_id,
       source_turn_ids, source_turn, valid_from, valid_to, recorded_at, superseded_at, superseded_by, supersedes,
       last_used_turn, metadata, expires_at, created_at, updated_at, seq
FROM memories WHERE scope_id = :scope_id AND seq > :after ORDER BY seq LIMIT :limit;

-- name: standing_memories
-- Current instructions, preferences and facts, the most important first, then the newest.
SELECT memory_id, kind AS type, content, slot, status, confidence, importance, trust, origin, conversation_id,
       source_turn_ids, source_turn, valid_from, valid_to, recorded_at, superseded_at, superseded_by, supersedes,
       last_used_turn, metadata, expires_at, created_at, updated_at, seq
FROM memories
WHERE scope_id = :scope_id AND status = 'current' AND kind IN ('instruction', 'preference', 'fact')
  AND (expires_at IS NULL OR expires_at > now())
ORDER BY importance DESC, seq DESC LIMIT :limit;

-- name: items
-- Turns and memories as hits show them.
SELECT 'turn' AS kind, turn_id AS item_id, content, 'turn' AS type, role, speaker, said_at, conversation_id, turn_number,
       ARRAY[turn_id] AS source_turn_ids, NULL::timestamptz AS valid_from, NULL::timestamptz AS valid_to,
       1::real AS confidence, last_used_turn
FROM turns WHERE scope_id = :scope_id AND turn_id = ANY (:turn_ids::uuid[])
UNION ALL
SELECT 'memory', memory_id, content, kind, NULL, NULL, recorded_at, conversation_id, source_turn, source_turn_ids, valid_from,
       valid_to, confidence, last_used_turn
FROM memories WHERE scope_id = :scope_id AND memory_id = ANY (:memory_ids::uuid[]);

-- name: mark_used!
-- Note the turn that some turns and memories were last placed in the prompt of.
WITH used_turns AS (
    UPDATE turns SET last_used_turn = :turn_number WHERE scope_id = :scope_id AND turn_id = ANY (:turn_ids::uuid[])
)
UPDATE memories SET last_used_turn = :turn_number WHERE scope_id = :scope_id AND memory_id = ANY (:memory_ids::uuid[]);

-- name: up_to_seq
-- The number of the last write of a scope.
SELECT last_seq FROM scopes WHERE scope_id = :scope_id;

-- name: stats
-- What a scope holds.
SELECT (SELECT count(*) FROM conversations WHERE scope_id = :scope_id) AS conversations,
       t.count AS turns, least(t.first_at, m.first_at) AS first_at, greatest(t.last_at, m.last_at) AS last_at,
       (SELECT count(*) FROM embeddings WHERE scope_id = :scope_id AND model_id = :model_id) AS embedded,
       coalesce(s.chunk_count, 0) AS chunks, coalesce(s.last_seq, 0) AS up_to_seq
FROM (SELECT count(*), min(said_at) AS first_at, max(said_at) AS last_at FROM turns WHERE scope_id = :scope_id) AS t
CROSS JOIN (SELECT min(recorded_at) AS first_at, max(recorded_at) AS last_at
            FROM memories WHERE scope_id = :scope_id) AS m
LEFT JOIN scopes s ON s.scope_id = :scope_id;

-- name: memory_counts
-- How many memories of each kind and status a scope holds.
SELECT kind, status, count(*) AS count FROM memories WHERE scope_id = :scope_id GROUP BY kind, status;

-- name: add_to_ann
-- Put a batch of a scope's vectors into the approximate index.
UPDATE embeddings SET ann = true
WHERE scope_id = :scope_id AND model_id = :model_id AND (seq, part) IN (
    SELECT seq, part FROM embeddings
    WHERE scope_id = :scope_id AND model_id = :model_id AND NOT ann AND seq >= :from_seq ORDER BY seq, part LIMIT :limit
)
RETURNING seq;

-- name: ann_ready!
-- From now on a scope is searched by the approximate index, which every new row joins.
UPDATE scopes SET ann_ready = true WHERE scope_id = :scope_id;

-- name: keep_receipt!
-- Keep the receipt of an erasure.
INSERT INTO erasures (receipt_id, user_id, target, counts, erased_at, signature)
VALUES (:receipt_id, :user_id, :target, :counts, :erased_at, :signature);
