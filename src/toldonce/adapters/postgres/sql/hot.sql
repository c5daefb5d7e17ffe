-- name: now
-- The numbers of a scope, the memories that are not to be found now, those of some slots, and those found as they are now. The
-- time that the scope was made and its erasures change together with what was kept of it in a process.
SELECT last_seq, chunk_count, term_count, created_at, erasures, closed, in_slots, memories,
       uses_now(:user_id, :scope_id) AS uses
FROM kept_now(:user_id, :scope_id, :found, :kinds, :subjects, :attributes, :depth);

-- name: place
-- The numbers of a scope that is read.
SELECT last_seq, chunk_count, created_at, erasures, uses FROM scopes WHERE scope_id = :scope_id;

-- name: fresh_turns
-- What ranking and hits need to know of the turns from one number to another.
SELECT seq, turn_id, role, speaker, said_at, conversation_id, turn_number, sitting, parts, length, cues, content, last_used_turn
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
-- The memories of those numbers as they are, written as ``kept_now`` writes them.
SELECT string_agg(
           int8send(seq) || uuid_send(memory_id)
           || uuid_send(coalesce(conversation_id, '00000000-0000-0000-0000-000000000000'))
           || timestamptz_send(recorded_at) || float4send(importance) || float4send(confidence) || float4send(strength)
           || int2send(array_position(:kinds, kind)::smallint),
           '' ORDER BY seq) AS memories
FROM memories
WHERE scope_id = :scope_id AND seq > :after AND seq <= :up_to;

-- name: still
-- What a search presumed, as it is now (see ``now``), beside the items that it shows (see ``shown_now``): one round trip.
SELECT k.last_seq, k.chunk_count, k.term_count, k.created_at, k.erasures, k.closed, k.memories, s.*
FROM kept_now(:user_id, :scope_id, :found, :kinds, '{}', '{}', 0) WITH ORDINALITY AS k
FULL JOIN shown_now(:user_id, :scope_id, :turn_ids, :memory_ids) WITH ORDINALITY AS s ON s.ordinality = k.ordinality;

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
