-- name: scope
-- The numbers of a scope.
SELECT last_seq, chunk_count, ann_ready FROM scopes WHERE scope_id = :scope_id;

-- name: speakers
-- Who spoke the newest turns of a scope.
SELECT DISTINCT speaker
FROM (SELECT speaker FROM turns WHERE scope_id = :scope_id ORDER BY seq DESC LIMIT :newest) AS newest
WHERE speaker IS NOT NULL;

-- name: lexical
-- BM25 over the best part of each item, and in how many chunks each term of the query occurs.
-- Rows with a seq are what was found (`bits`: the terms that it has), rows with a term are its frequency (`bits`: its mark),
-- the row with neither is the scope (`bits`: its newest seq, `documents`: its chunks), seen at the same instant.
-- A chunk is scored by the sixty rarest terms of the query at most, which bounds the work and lets one number mark them.
WITH place AS MATERIALIZED (
    SELECT last_seq, chunk_count, greatest(term_count, 1)::float8 / greatest(chunk_count, 1) AS average_length
    FROM scopes WHERE scope_id = :scope_id
), frequency AS MATERIALIZED (
    SELECT asked.term, counted.documents
    FROM unnest(:terms::text[]) AS asked(term)
    CROSS JOIN LATERAL (
        SELECT count(*) AS documents FROM postings p WHERE p.scope_id = :scope_id AND p.term = asked.term
    ) AS counted
    WHERE counted.documents > 0
), wanted AS MATERIALIZED (
    SELECT term, documents,
           1::bigint << (row_number() OVER (ORDER BY documents, term) - 1)::integer AS bit,
           ln(1 + (place.chunk_count - documents + 0.5::float8) / (documents + 0.5::float8)) AS idf,
           place.average_length
    FROM frequency CROSS JOIN place ORDER BY documents, term LIMIT 60
), chunks AS (
    SELECT p.seq,
           sum(w.idf * p.count * 2.2::float8
               / (p.count + 0.3::float8 + 0.9::float8 * p.length / w.average_length)) AS score,
           bit_or(w.bit) AS bits
    FROM wanted w
    CROSS JOIN LATERAL (
        SELECT seq, part, count, length FROM postings WHERE scope_id = :scope_id AND term = w.term
    ) AS p
    WHERE (:filtered::boolean AND p.seq IN (
              SELECT seq FROM passing(:scope_id, :with_turns, :types, :since, :until, :as_of, :known_at, :known_at_seq,
                                      :conversation_id, :metadata)))
       OR (NOT :filtered::boolean AND p.seq NOT IN (
              SELECT seq FROM memories
              WHERE scope_id = :scope_id AND (status <> 'current' OR expires_at IS NOT NULL OR valid_to IS NOT NULL)
                AND (status <> 'current' OR expires_at <= now() OR valid_to <= now())))
    GROUP BY p.seq, p.part
)
(SELECT seq, max(score) AS score, bit_or(bits) AS bits, NULL::text AS term, NULL::bigint AS documents
 FROM chunks GROUP BY seq ORDER BY 2 DESC, 1 DESC LIMIT :depth)
UNION ALL
SELECT NULL, NULL, wanted.bit, frequency.term, frequency.documents FROM frequency LEFT JOIN wanted USING (term)
UNION ALL
SELECT NULL, NULL, last_seq, NULL, chunk_count FROM place;

-- name: nearest
-- The parts whose vectors are nearest, by looking at every vector of the scope; nothing, at no cost, when it is too large for
-- that. Vectors have unit length, so the inner product is the cosine; `+ 0` keeps the planner from any approximate index.
-- Memories that are not to be found are few: as many more parts are read, and left out afterwards.
WITH closed AS MATERIALIZED (
    SELECT e.seq, e.part
    FROM memories m JOIN embeddings e ON e.scope_id = m.scope_id AND e.model_id = :model_id AND e.seq = m.seq
    WHERE NOT :filtered::boolean AND m.scope_id = :scope_id
      AND (m.status <> 'current' OR m.expires_at IS NOT NULL OR m.valid_to IS NOT NULL)
      AND (m.status <> 'current' OR m.expires_at <= now() OR m.valid_to <= now())
)
SELECT seq, -distance AS score, (SELECT last_seq FROM scopes WHERE scope_id = :scope_id) AS last_seq
FROM (
    SELECT seq, (embedding <#> :vector) + 0 AS distance
    FROM embeddings
    WHERE scope_id = :scope_id AND model_id = :model_id
      AND (:even_large::boolean OR NOT (SELECT ann_ready FROM scopes WHERE scope_id = :scope_id))
      AND (NOT :filtered::boolean OR seq IN (
              SELECT seq FROM passing(:scope_id, :with_turns, :types, :since, :until, :as_of, :known_at, :known_at_seq,
                                      :conversation_id, :metadata)))
    ORDER BY 2
    LIMIT :parts::bigint + (SELECT count(*) FROM closed)
) AS nearest
WHERE seq NOT IN (SELECT seq FROM closed)
ORDER BY distance
LIMIT :parts::bigint;

-- name: nearest_of_few
-- The same in a large scope of which little passes the filters: one look-up for each of those.
SELECT seq, -(embedding <#> :vector) AS score,
       (SELECT last_seq FROM scopes WHERE scope_id = :scope_id) AS last_seq
FROM embeddings
WHERE scope_id = :scope_id AND model_id = :model_id
  AND seq IN (SELECT seq FROM passing(:scope_id, :with_turns, :types, :since, :until, :as_of, :known_at, :known_at_seq,
                                      :conversation_id, :metadata))
ORDER BY (embedding <#> :vector) + 0
LIMIT :parts;

-- name: nearest_approximately
-- The same by the approximate index of the model. 384 stands for the dimension of the model, which the caller puts in: the
-- planner knows the index only by the very expression that it was made with.
SELECT seq, 1 - (embedding::halfvec(384) <=> :vector::halfvec(384)) AS score,
       (SELECT last_seq FROM scopes WHERE scope_id = :scope_id) AS last_seq
FROM embeddings
WHERE scope_id = :scope_id AND model_id = :model_id AND ann
  AND ((:filtered::boolean AND seq IN (
           SELECT seq FROM passing(:scope_id, :with_turns, :types, :since, :until, :as_of, :known_at, :known_at_seq,
                                   :conversation_id, :metadata)))
    OR (NOT :filtered::boolean AND seq NOT IN (
           SELECT seq FROM memories
           WHERE scope_id = :scope_id AND (status <> 'current' OR expires_at IS NOT NULL OR valid_to IS NOT NULL)
             AND (status <> 'current' OR expires_at <= now() OR valid_to <= now()))))
ORDER BY embedding::halfvec(384) <=> :vector::halfvec(384)
LIMIT :parts;

-- name: count_passing
-- How many items pass the filters, counted no further than a limit.
SELECT count(*) FROM (
    SELECT FROM passing(:scope_id, :with_turns, :types, :since, :until, :as_of, :known_at, :known_at_seq,
                        :conversation_id, :metadata)
    LIMIT :limit
) AS counted;

-- name: in_slots
-- The memories of some slots, the newest first. A slot of a relative is also meant under the relative's name, and what ends
-- with a point means every slot that begins so.
WITH named AS (
    SELECT asked.subject || '.' || asked.attribute AS slot
    FROM unnest(:subjects::text[], :attributes::text[]) AS asked(subject, attribute)
    UNION
    SELECT s.value_key || '.' || asked.attribute
    FROM unnest(:subjects::text[], :attributes::text[]) AS asked(subject, attribute)
    JOIN statements s ON s.scope_id = :scope_id AND s.kind = 'entity' AND s.subject = 'user'
                     AND 'user.' || s.attribute = asked.subject AND s.value_key <> '' AND NOT s.denies
), wanted AS (
    SELECT slot FROM named WHERE slot NOT LIKE '%.'
    UNION
    SELECT begun.slot
    FROM named
    CROSS JOIN LATERAL (
        SELECT DISTINCT slot FROM memories WHERE scope_id = :scope_id AND starts_with(slot, named.slot)
    ) AS begun
    WHERE named.slot LIKE '%.'
)
SELECT m.seq
FROM wanted
CROSS JOIN LATERAL (
    SELECT seq FROM memories
    WHERE scope_id = :scope_id AND slot = wanted.slot
      AND ((:filtered::boolean AND seq IN (
               SELECT seq FROM passing(:scope_id, :with_turns, :types, :since, :until, :as_of, :known_at, :known_at_seq,
                                       :conversation_id, :metadata)))
        OR (NOT :filtered::boolean AND status = 'current' AND (expires_at IS NULL OR expires_at > now())
            AND (valid_to IS NULL OR valid_to > now())))
    ORDER BY seq DESC LIMIT :depth
) AS m
ORDER BY m.seq DESC LIMIT :depth;

-- name: fuzzy
-- Items with a word that resembles one of the words, by trigrams; the newest ones only, as every text must be read.
SELECT seq, score
FROM (
    SELECT item.seq, max(word_similarity(asked.word, item.content)) AS score
    FROM (
        (SELECT seq, content FROM turns
         WHERE scope_id = :scope_id
           AND (NOT :filtered::boolean OR seq IN (
                   SELECT seq FROM passing(:scope_id, :with_turns, :types, :since, :until, :as_of, :known_at, :known_at_seq,
                                           :conversation_id, :metadata)))
         ORDER BY seq DESC LIMIT :newest)
        UNION ALL
        (SELECT seq, content FROM memories
         WHERE scope_id = :scope_id
           AND seq IN (SELECT seq FROM passing(:scope_id, false, :types, :since, :until, :as_of, :known_at, :known_at_seq,
                                               :conversation_id, :metadata))
         ORDER BY seq DESC LIMIT :newest)
    ) AS item
    CROSS JOIN unnest(:words::text[]) AS asked(word)
    GROUP BY item.seq
) AS scored
WHERE score >= :threshold::real
ORDER BY score DESC, seq DESC
LIMIT :depth;

-- name: surroundings
-- What ranking needs to know of found items, of the turns around the best of them (`central`) in the same sitting, and of the
-- newest other turns that lay something down (each looked up by its key: the planner, which underestimates rows under row-level
-- security, would read all turns of the scope instead); for items that the lexical arm had no room for (`unmatched`) also the terms that they have.
WITH matched AS MATERIALIZED (
    SELECT seq, array_agg(DISTINCT term) AS terms
    FROM postings
    WHERE scope_id = :scope_id AND seq = ANY (:unmatched::bigint[]) AND term = ANY (:terms::text[])
    GROUP BY seq
), found AS MATERIALIZED (
    SELECT one.*
    FROM unnest(:seqs::bigint[]) AS wanted(seq)
    CROSS JOIN LATERAL (
        SELECT seq, turn_id, role, speaker, said_at, conversation_id, turn_number, sitting, parts, length, cues
        FROM turns WHERE scope_id = :scope_id AND turns.seq = wanted.seq
        LIMIT 1
    ) AS one
), beside AS MATERIALIZED (
    SELECT n.*
    FROM (
        SELECT conversation_id, sitting, turn_number + step AS turn_number
        FROM found CROSS JOIN unnest(ARRAY[-2, -1, 1, 2]) AS step
        WHERE seq = ANY (:central::bigint[])
        EXCEPT
        SELECT conversation_id, sitting, turn_number FROM found
    ) AS place
    CROSS JOIN LATERAL (
        SELECT seq, turn_id, role, speaker, said_at, conversation_id, turn_number, sitting, parts, length, cues
        FROM turns
        WHERE scope_id = :scope_id AND conversation_id = place.conversation_id AND turn_number = place.turn_number
        LIMIT 1
    ) AS n
    WHERE n.sitting = place.sitting AND n.parts > 0
      AND (NOT :filtered::boolean OR n.seq IN (
              SELECT seq FROM passing(:scope_id, :with_turns, :types, :since, :until, :as_of, :known_at, :known_at_seq,
                                      :conversation_id, :metadata)))
), laid_down AS (
    SELECT seq, turn_id, role, speaker, said_at, conversation_id, turn_number, sitting, parts, length, cues
    FROM turns
    WHERE scope_id = :scope_id AND cues && '{instruction,preference}' AND parts > 0
      AND seq <> ALL (:seqs::bigint[]) AND seq NOT IN (SELECT seq FROM beside)
      AND (NOT :filtered::boolean OR seq IN (
              SELECT seq FROM passing(:scope_id, :with_turns, :types, :since, :until, :as_of, :known_at, :known_at_seq,
                                      :conversation_id, :metadata)))
    ORDER BY seq DESC LIMIT :standing_depth
), spoke_for AS MATERIALIZED (
    SELECT s.turn_id, bool_and(m.status = 'superseded') AS overtaken
    FROM statements s
    JOIN memories m ON m.scope_id = :scope_id AND m.memory_id = s.memory_id
    WHERE :at_present::boolean AND s.scope_id = :scope_id AND NOT s.denies
      AND s.turn_id = ANY (ARRAY(SELECT turn_id FROM found UNION ALL SELECT turn_id FROM laid_down))
    GROUP BY s.turn_id
)
SELECT 'found' AS place, turn_id AS item_id, seq, 'turn' AS type, role, speaker, said_at, conversation_id, turn_number, sitting,
       0.5::float8 AS importance, 1::float8 AS confidence, parts, length, cues, matched.terms, 1::real AS strength,
       coalesce(spoke_for.overtaken, false) AS overtaken
FROM found LEFT JOIN matched USING (seq) LEFT JOIN spoke_for USING (turn_id)
UNION ALL
SELECT 'beside', turn_id, seq, 'turn', role, speaker, said_at, conversation_id, turn_number, sitting, 0.5, 1, parts, length,
       cues, NULL, 1, false
FROM beside
UNION ALL
(SELECT 'standing', turn_id, seq, 'turn', role, speaker, said_at, conversation_id, turn_number, sitting, 0.5, 1, parts, length,
        cues, NULL, 1, coalesce(spoke_for.overtaken, false)
 FROM laid_down LEFT JOIN spoke_for USING (turn_id) ORDER BY seq DESC)
UNION ALL
SELECT 'memory', memory_id, seq, kind, NULL, NULL, recorded_at, conversation_id, NULL, NULL, importance::numeric::float8,
       confidence::numeric::float8, 1, 0, NULL, matched.terms, strength, false
FROM memories LEFT JOIN matched USING (seq) WHERE scope_id = :scope_id AND seq = ANY (:seqs::bigint[]);
