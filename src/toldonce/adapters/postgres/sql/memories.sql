-- name: memories_by_id
-- Memories whole, in the order of their ids; known at a time or number, or now.
SELECT m.*
FROM unnest(:ids::uuid[]) WITH ORDINALITY AS asked(id, place)
JOIN memories_known(:scope_id, NULL, :known_at, :known_at_seq) m ON m.memory_id = asked.id
ORDER BY asked.place;

-- name: predecessors
-- What memories took the place of; where that never was true, supersedes leads on to what it was put in the place of.
SELECT memory_id, content, value, valid_from, valid_to, retracted, supersedes
FROM memories_known(:scope_id, NULL, :known_at, :known_at_seq)
WHERE memory_id = ANY (:ids::uuid[]) AND status <> 'quarantined';

-- name: memories
-- A page of memories, the newest first; null: that filter is not set. What holds at a time counts as current then.
SELECT *
FROM memories_known(:scope_id, :as_of, :known_at, :known_at_seq)
WHERE (:created_at::timestamptz IS NULL OR (created_at, memory_id) < (:created_at, :memory_id))
  AND (:type::text IS NULL OR type = :type)
  AND CASE WHEN :as_of::timestamptz IS NOT NULL THEN holds AND coalesce(:status::text, 'current') = 'current'
           WHEN :status::text IS NULL THEN true
           WHEN :status::text = 'current' AND (:known_at::timestamptz IS NOT NULL OR :known_at_seq::bigint IS NOT NULL) THEN holds
           WHEN :status::text = 'current' THEN status = 'current' AND (expires_at IS NULL OR expires_at > now())
           ELSE status = :status END
  AND (:since::timestamptz IS NULL OR recorded_at >= :since)
  AND (:until::timestamptz IS NULL OR recorded_at <= :until)
  AND (:q::text IS NULL OR strpos(lower(content), lower(:q)) > 0)
ORDER BY created_at DESC, memory_id DESC LIMIT :limit;

-- name: memories_by_seq
-- A page of all memories of a scope in the order they were written.
SELECT * FROM memories_known(:scope_id, NULL, NULL, NULL) WHERE seq > :after ORDER BY seq LIMIT :limit;

-- name: believed
-- What is, or was, believed to be true, the newest first. Where there is more than is asked for, something of everything
-- that is told stays, and of the user the most (see `adapters.believing`): thousands of tastes do not take the place of a name.
SELECT *
FROM (
    SELECT *
    FROM memories_known(:scope_id, :as_of, :known_at, :known_at_seq)
    WHERE holds
    ORDER BY (row_number() OVER (
                  PARTITION BY type, split_part(slot, '.', 1), split_part(slot, '.', 2) ORDER BY recorded_at DESC, seq DESC
              ) - 1) / CASE WHEN slot LIKE 'user.%' THEN :of_the_user::bigint ELSE 1 END,
             coalesce(slot LIKE 'user.%', false) DESC, recorded_at DESC, seq DESC
    LIMIT :limit
) AS kept
ORDER BY recorded_at DESC, seq DESC;

-- name: quarantined_count
-- How many memories wait, or waited, to be confirmed.
SELECT count(*) FROM memories_known(:scope_id, NULL, :known_at, :known_at_seq) WHERE status = 'quarantined';

-- name: history
-- The memories that took each other's place, around one of them, the oldest first.
WITH RECURSIVE chain AS (
    SELECT :memory_id::uuid AS memory_id
    UNION
    SELECT beside.memory_id
    FROM chain
    CROSS JOIN LATERAL (
        SELECT unnest(ARRAY[m.supersedes, m.superseded_by]) AS memory_id
        FROM memories m WHERE m.scope_id = :scope_id AND m.memory_id = chain.memory_id
        UNION ALL
        SELECT m.memory_id FROM memories m WHERE m.scope_id = :scope_id AND m.supersedes = chain.memory_id
    ) AS beside
    WHERE beside.memory_id IS NOT NULL
)
SELECT m.*
FROM memories_known(:scope_id, NULL, NULL, NULL) m
WHERE m.memory_id IN (SELECT memory_id FROM chain)
ORDER BY m.recorded_at, m.seq;

-- name: changes
-- A page of what happened to memories, the oldest first.
SELECT seq, at, action, memory_id, before ->> 'status' AS before, after
FROM memory_changes
WHERE scope_id = :scope_id AND seq > :from_seq AND (:to_seq::bigint IS NULL OR seq <= :to_seq)
  AND (:after_seq::bigint IS NULL OR (seq, memory_id) > (:after_seq, :after_id::uuid))
ORDER BY seq, memory_id LIMIT :limit;

-- name: passing_item
-- What filters look at in one turn or memory; a memory as it was known.
SELECT 'turn' AS type, seq, said_at AS at, conversation_id, metadata, parts > 0 AS shown, NULL AS status, true AS holds
FROM turns WHERE scope_id = :scope_id AND turn_id = :turn_id
UNION ALL
SELECT k.type, m.said_seq, k.recorded_at, k.conversation_id, k.metadata, true, k.status, k.holds
FROM memories_known(:scope_id, :as_of, :known_at, :known_at_seq) k
JOIN memories m ON m.scope_id = :scope_id AND m.memory_id = k.memory_id
WHERE k.memory_id = :memory_id;

-- name: items
-- Turns and memories as hits show them.
SELECT 'turn' AS kind, turn_id AS item_id, content, 'turn' AS type, role, speaker, said_at, conversation_id, turn_number,
       ARRAY[turn_id] AS source_turn_ids, NULL::timestamptz AS valid_from, NULL::timestamptz AS valid_to,
       1::real AS confidence, last_used_turn, 'current' AS status, NULL AS slot, NULL AS value, NULL AS origin,
       NULL::uuid AS supersedes
FROM turns WHERE scope_id = :scope_id AND turn_id = ANY (:turn_ids::uuid[])
UNION ALL
SELECT 'memory', memory_id, content, type, NULL, NULL, recorded_at, conversation_id, source_turn, source_turn_ids, valid_from,
       valid_to, confidence, last_used_turn, status, slot, value, origin, supersedes
FROM memories_known(:scope_id, NULL, :known_at, :known_at_seq) WHERE memory_id = ANY (:memory_ids::uuid[]);

-- name: shown_now
-- Turns and memories as hits show them, as they are now, each memory with what it took the place of.
SELECT * FROM shown_now(:user_id, :scope_id, :turn_ids, :memory_ids);

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
-- Put a batch of a scope's vectors, of whichever model, into the approximate indexes.
UPDATE embeddings SET ann = true
WHERE scope_id = :scope_id AND NOT ann AND model_id = ANY (ARRAY(SELECT model_id FROM embedding_models)) AND (seq, part) IN (
    SELECT seq, part FROM embeddings
    WHERE scope_id = :scope_id AND model_id = ANY (ARRAY(SELECT model_id FROM embedding_models)) AND NOT ann
      AND seq >= :from_seq
    ORDER BY seq, part LIMIT :limit
)
RETURNING seq;

-- name: ann_ready!
-- From now on a scope is searched by the approximate index, which every new row joins.
UPDATE scopes SET ann_ready = true WHERE scope_id = :scope_id;

-- name: keep_receipt!
-- Keep the receipt of an erasure.
INSERT INTO erasures (receipt_id, user_id, target, counts, erased_at, signature)
VALUES (:receipt_id, :user_id, :target, :counts, :erased_at, :signature);
