-- name: place
-- The numbers of a scope, the time, and the memories that are not to be found now. The time that the scope was made and its erasures
-- change together with what was kept of it in a process.
SELECT s.last_seq, s.chunk_count, s.term_count, s.created_at, s.erasures,
       (SELECT array_agg(m.seq) FROM memories m
        WHERE m.scope_id = :scope_id AND (m.status <> 'current' OR m.expires_at IS NOT NULL OR m.valid_to IS NOT NULL)
          AND (m.status <> 'current' OR m.expires_at <= now() OR m.valid_to <= now())) AS closed
FROM scopes s
WHERE s.scope_id = :scope_id;

-- name: fresh_turns
-- What ranking needs to know of the turns from one number to another.
SELECT seq, turn_id, role, speaker, said_at, conversation_id, turn_number, sitting, parts, length, cues
FROM turns
WHERE scope_id = :scope_id AND seq > :after AND seq <= :up_to
ORDER BY seq;

-- name: fresh_postings
-- The postings of those numbers by term, each as bytes: seq, part, count and length.
SELECT term, string_agg(int8send(seq) || int2send(part) || int2send(count) || int2send(length), '' ORDER BY seq, part) AS places
FROM postings
WHERE scope_id = :scope_id AND seq > :after AND seq <= :up_to
GROUP BY term;

-- name: fresh_vectors
-- The vectors of those numbers as bytes: places (seq and part), and what PostgreSQL sends of each vector.
SELECT string_agg(int8send(seq) || int2send(part), '' ORDER BY seq, part) AS places,
       string_agg(halfvec_send(embedding), '' ORDER BY seq, part) AS vectors
FROM embeddings
WHERE scope_id = :scope_id AND model_id = :model_id AND seq > :after AND seq <= :up_to;

-- name: fresh_memories
-- Some memories as they are now.
SELECT seq, memory_id AS item_id, kind AS type, recorded_at, conversation_id, importance::numeric::float8 AS importance,
       confidence::numeric::float8 AS confidence, strength, source_turn_ids
FROM memories
WHERE scope_id = :scope_id AND seq = ANY (:seqs::bigint[]);

-- name: overtaken
-- The turns whose memories are all superseded, from the memories that are not to be found.
SELECT t.seq
FROM (
    SELECT DISTINCT s.turn_id
    FROM memories m JOIN statements s ON s.scope_id = :scope_id AND s.memory_id = m.memory_id
    WHERE m.scope_id = :scope_id AND m.seq = ANY (:closed::bigint[]) AND m.status = 'superseded' AND NOT s.denies
) AS spoke_for
JOIN turns t ON t.scope_id = :scope_id AND t.turn_id = spoke_for.turn_id
WHERE NOT EXISTS (
    SELECT
    FROM statements s JOIN memories m ON m.scope_id = :scope_id AND m.memory_id = s.memory_id
    WHERE s.scope_id = :scope_id AND s.turn_id = t.turn_id AND NOT s.denies AND m.status <> 'superseded'
);
