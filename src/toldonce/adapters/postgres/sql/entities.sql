-- name: named
-- In how many turns and memories told directly each name was mentioned, and when first and last; known at a time or number,
-- or now. As of a time: in what had been said by then, or tells what was so then.
SELECT entity_key, name, kind, count(DISTINCT turn_id) AS times, min(said_at) AS first_at, max(said_at) AS last_at
FROM entity_mentions
WHERE scope_id = :scope_id
  AND (:known_at::timestamptz IS NULL OR said_at <= :known_at) AND (:known_at_seq::bigint IS NULL OR seq <= :known_at_seq)
  AND (:as_of::timestamptz IS NULL OR said_at <= :as_of OR turn_id IN (
      SELECT coalesce(s.turn_id, s.statement_id)
      FROM memories_known(:scope_id, :as_of, :known_at, :known_at_seq) AS known
      JOIN statements s ON s.scope_id = :scope_id AND s.memory_id = known.memory_id
      WHERE known.holds
  ))
GROUP BY entity_key, name, kind;

-- name: naming_statements_known
-- The statements that name somebody of the user's; known at a time or number, or now.
SELECT statement_id, key, kind, subject, attribute, value, value_key, content, many, denies, corrects, changes, instead_of,
       valid_from, valid_to, due_at, confidence, importance, quarantined, starts, ends, said_at, seq, origin, extractor, turn_id,
       conversation_id, turn_number, metadata, expires_at, toggles, confirmed_at, memory_id, replaces
FROM statements
WHERE scope_id = :scope_id AND kind = 'entity' AND subject = 'user'
  AND (:known_at::timestamptz IS NULL OR said_at <= :known_at)
  AND (:known_at_seq::bigint IS NULL OR seq <= :known_at_seq);

-- name: memories_about
-- What is, or was, believed of some subjects, and what names them, the newest first.
SELECT *
FROM memories_known(:scope_id, :as_of, :known_at, :known_at_seq)
WHERE holds AND memory_id IN (
    SELECT s.memory_id
    FROM unnest(:keys::text[]) AS wanted(key)
    CROSS JOIN LATERAL (
        SELECT memory_id FROM statements WHERE scope_id = :scope_id AND subject = wanted.key
        UNION ALL
        SELECT memory_id FROM statements
        WHERE scope_id = :scope_id AND kind = 'entity' AND subject = 'user' AND value_key = wanted.key
    ) AS s
)
ORDER BY recorded_at DESC, seq DESC LIMIT :limit;

-- name: mentioned_with
-- How often other names stand beside some names, in one turn or memory.
SELECT beside.entity_key, count(DISTINCT beside.turn_id) AS together
FROM entity_mentions own
JOIN entity_mentions beside ON beside.scope_id = :scope_id AND beside.turn_id = own.turn_id
WHERE own.scope_id = :scope_id AND own.entity_key = ANY (:keys::text[]) AND beside.entity_key <> ALL (:keys::text[])
  AND (:known_at::timestamptz IS NULL OR own.said_at <= :known_at)
  AND (:known_at_seq::bigint IS NULL OR own.seq <= :known_at_seq)
GROUP BY beside.entity_key ORDER BY together DESC, beside.entity_key;

-- name: newest_mentions
-- The newest turns that mention some names.
SELECT turn_id
FROM entity_mentions e
WHERE scope_id = :scope_id AND entity_key = ANY (:keys::text[])
  AND (:known_at::timestamptz IS NULL OR said_at <= :known_at) AND (:known_at_seq::bigint IS NULL OR seq <= :known_at_seq)
  AND EXISTS (SELECT FROM turns t WHERE t.scope_id = :scope_id AND t.turn_id = e.turn_id)
GROUP BY turn_id ORDER BY max(seq) DESC LIMIT :limit;
