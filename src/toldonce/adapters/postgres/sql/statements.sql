-- name: statements_by_key
-- Statements by what they were read from.
SELECT statement_id, key, kind, subject, attribute, value, value_key, content, many, denies, corrects, changes, instead_of,
       valid_from, valid_to, due_at, confidence, importance, quarantined, starts, ends, said_at, seq, origin, extractor, turn_id,
       conversation_id, turn_number, metadata, expires_at, toggles, confirmed_at, memory_id, replaces
FROM statements
WHERE scope_id = :scope_id AND key = ANY (:keys::text[]);

-- name: statements_by_id
-- Statements by their ids.
SELECT statement_id, key, kind, subject, attribute, value, value_key, content, many, denies, corrects, changes, instead_of,
       valid_from, valid_to, due_at, confidence, importance, quarantined, starts, ends, said_at, seq, origin, extractor, turn_id,
       conversation_id, turn_number, metadata, expires_at, toggles, confirmed_at, memory_id, replaces
FROM statements
WHERE scope_id = :scope_id AND statement_id = ANY (:ids::uuid[]);

-- name: statements_of_memory
-- The statements behind some memories.
SELECT statement_id, key, kind, subject, attribute, value, value_key, content, many, denies, corrects, changes, instead_of,
       valid_from, valid_to, due_at, confidence, importance, quarantined, starts, ends, said_at, seq, origin, extractor, turn_id,
       conversation_id, turn_number, metadata, expires_at, toggles, confirmed_at, memory_id, replaces
FROM statements
WHERE scope_id = :scope_id AND memory_id = ANY (:memory_ids::uuid[])
ORDER BY said_at, seq, statement_id;

-- name: statements_of_turns
-- The statements that were read in some turns.
SELECT statement_id, key, kind, subject, attribute, value, value_key, content, many, denies, corrects, changes, instead_of,
       valid_from, valid_to, due_at, confidence, importance, quarantined, starts, ends, said_at, seq, origin, extractor, turn_id,
       conversation_id, turn_number, metadata, expires_at, toggles, confirmed_at, memory_id, replaces
FROM statements
WHERE scope_id = :scope_id AND turn_id = ANY (:turn_ids::uuid[]);

-- name: statements_of_conversation
-- The statements of a conversation: read in its turns, or told directly in it.
SELECT statement_id, key, kind, subject, attribute, value, value_key, content, many, denies, corrects, changes, instead_of,
       valid_from, valid_to, due_at, confidence, importance, quarantined, starts, ends, said_at, seq, origin, extractor, turn_id,
       conversation_id, turn_number, metadata, expires_at, toggles, confirmed_at, memory_id, replaces
FROM statements
WHERE scope_id = :scope_id AND conversation_id = :conversation_id;

-- name: statements_of_slots
-- The statements of some subjects, of slots that begin alike, of some slots, and of some values of slots; those speak of the value, stand in place of it, or
-- deny whatever is in the slot.
SELECT statement_id, key, kind, subject, attribute, value, value_key, content, many, denies, corrects, changes, instead_of,
       valid_from, valid_to, due_at, confidence, importance, quarantined, starts, ends, said_at, seq, origin, extractor, turn_id,
       conversation_id, turn_number, metadata, expires_at, toggles, confirmed_at, memory_id, replaces
FROM statements
WHERE scope_id = :scope_id AND statement_id IN (
    SELECT s.statement_id
    FROM unnest(:subjects::text[]) AS wanted(subject)
    CROSS JOIN LATERAL (
        SELECT statement_id FROM statements WHERE scope_id = :scope_id AND subject = wanted.subject
    ) AS s
    UNION
    SELECT s.statement_id
    FROM unnest(:alike_subjects::text[], :alike_beginnings::text[]) AS wanted(subject, beginning)
    CROSS JOIN LATERAL (
        SELECT statement_id FROM statements
        WHERE scope_id = :scope_id AND subject = wanted.subject AND starts_with(attribute, wanted.beginning)
    ) AS s
    UNION
    SELECT s.statement_id
    FROM unnest(:slot_subjects::text[], :slot_attributes::text[]) AS wanted(subject, attribute)
    CROSS JOIN LATERAL (
        SELECT statement_id FROM statements
        WHERE scope_id = :scope_id AND subject = wanted.subject AND attribute = wanted.attribute
    ) AS s
    UNION
    SELECT s.statement_id
    FROM unnest(:value_subjects::text[], :value_attributes::text[], :value_keys::text[]) AS wanted(subject, attribute, value_key)
    CROSS JOIN LATERAL (
        SELECT statement_id FROM statements
        WHERE scope_id = :scope_id AND subject = wanted.subject AND attribute = wanted.attribute
          AND value_key IN (wanted.value_key, '')
        UNION ALL
        SELECT statement_id FROM statements
        WHERE scope_id = :scope_id AND subject = wanted.subject AND attribute = wanted.attribute
          AND instead_of = wanted.value_key AND instead_of <> ''
    ) AS s
)
ORDER BY said_at, seq, statement_id;

-- name: naming_statements
-- The statements that name somebody of the user's.
SELECT statement_id, key, kind, subject, attribute, value, value_key, content, many, denies, corrects, changes, instead_of,
       valid_from, valid_to, due_at, confidence, importance, quarantined, starts, ends, said_at, seq, origin, extractor, turn_id,
       conversation_id, turn_number, metadata, expires_at, toggles, confirmed_at, memory_id, replaces
FROM statements
WHERE scope_id = :scope_id AND kind = 'entity' AND subject = 'user';

-- name: all_statements
-- Every statement of a scope, in the order in which they were said.
SELECT statement_id, key, kind, subject, attribute, value, value_key, content, many, denies, corrects, changes, instead_of,
       valid_from, valid_to, due_at, confidence, importance, quarantined, starts, ends, said_at, seq, origin, extractor, turn_id,
       conversation_id, turn_number, metadata, expires_at, toggles, confirmed_at, memory_id, replaces
FROM statements
WHERE scope_id = :scope_id
ORDER BY said_at, seq, statement_id;

-- name: stated_seqs
-- The numbers under which some statements came to be known.
SELECT statement_id, stated_seq FROM statements WHERE scope_id = :scope_id AND statement_id = ANY (:ids::uuid[]);

-- name: toggled_since
-- Statements that were in force after a number and are not now, or the other way round.
SELECT statement_id
FROM statements
CROSS JOIN LATERAL (
    SELECT stated_seq <= :seq AND count(*) FILTER (WHERE toggle <= :seq) % 2 = 0 AS then, count(*) % 2 = 0 AS now
    FROM unnest(toggles) AS toggle
) AS in_force
WHERE scope_id = :scope_id AND (stated_seq > :seq OR toggles <> '{}') AND in_force.then <> in_force.now
ORDER BY said_at, statements.seq, statement_id;

-- name: known_turn_ids
-- Which of these turns are there.
SELECT turn_id FROM turns WHERE scope_id = :scope_id AND turn_id = ANY (:ids::uuid[]);

-- name: known_conversation_ids
-- Which of these conversations are there.
SELECT conversation_id FROM conversations WHERE scope_id = :scope_id AND conversation_id = ANY (:ids::uuid[]);

-- name: stored_memories
-- What is stored of memories that follows from their statements.
SELECT memory_id, seq, kind AS type, slot, value, content, status, confidence, importance, trust, origin, conversation_id,
       source_turn_ids, source_turn, valid_from, valid_to, stated_to, due_at, recorded_at, superseded_at, superseded_by,
       supersedes, retracted, metadata, expires_at, evidence_count, version, said_seq, ended_seq
FROM memories WHERE scope_id = :scope_id AND memory_id = ANY (:ids::uuid[]);

-- name: taken_over
-- Memories without statements of their own, which some other memories took over.
SELECT memory_id FROM memories m
WHERE scope_id = :scope_id AND superseded_by = ANY (:ids::uuid[])
  AND NOT EXISTS (SELECT FROM statements s WHERE s.scope_id = :scope_id AND s.memory_id = m.memory_id);

-- name: read_place
-- Take part in the order of a scope's writes, with what extractors have read.
SELECT last_seq, read_seq FROM scopes WHERE scope_id = :scope_id FOR UPDATE;

-- name: add_statements!
-- Store statements.
INSERT INTO statements (scope_id, user_id, statement_id, key, kind, subject, attribute, value, value_key, content, many, denies,
                        corrects, changes, instead_of, valid_from, valid_to, due_at, confidence, importance, quarantined, starts,
                        ends, said_at, seq, stated_seq, origin, extractor, turn_id, conversation_id, turn_number, metadata,
                        expires_at, toggles, confirmed_at, memory_id, replaces)
SELECT :scope_id, :user_id, s.statement_id, s.key, s.kind, s.subject, s.attribute, s.value, s.value_key, s.content, s.many,
       s.denies, s.corrects, s.changes, s.instead_of, s.valid_from, s.valid_to, s.due_at, s.confidence, s.importance,
       s.quarantined, s.starts, s.ends, s.said_at, s.seq, s.stated_seq, s.origin, s.extractor, s.turn_id, s.conversation_id,
       s.turn_number, s.metadata, s.expires_at, s.toggles::bigint[], s.confirmed_at, s.memory_id, s.replaces
FROM unnest(:statement_ids::uuid[], :keys::text[], :kinds::text[], :subjects::text[], :attributes::text[], :own_values::text[],
            :value_keys::text[], :contents::text[], :many::boolean[], :denies::boolean[], :corrects::boolean[],
            :changes::boolean[], :instead_of::text[], :valid_from::timestamptz[], :valid_to::timestamptz[],
            :due_at::timestamptz[], :confidence::float8[], :importance::float8[], :quarantined::boolean[], :starts::integer[],
            :ends::integer[], :said_at::timestamptz[], :seqs::bigint[], :stated_seqs::bigint[], :origins::text[],
            :extractors::text[], :turn_ids::uuid[], :conversation_ids::uuid[], :turn_numbers::integer[], :metadata::jsonb[],
            :expires_at::timestamptz[], :toggles::text[], :confirmed_at::timestamptz[], :memory_ids::uuid[], :replaces::uuid[])
     AS s(statement_id, key, kind, subject, attribute, value, value_key, content, many, denies, corrects, changes, instead_of,
          valid_from, valid_to, due_at, confidence, importance, quarantined, starts, ends, said_at, seq, stated_seq, origin,
          extractor, turn_id, conversation_id, turn_number, metadata, expires_at, toggles, confirmed_at, memory_id, replaces);

-- name: alter_statements!
-- Bring stored statements in line with what they are from now on.
UPDATE statements SET
    subject = s.subject, attribute = s.attribute, value = s.value, value_key = s.value_key, content = s.content,
    denies = s.denies, instead_of = s.instead_of, extractor = s.extractor, turn_id = s.turn_id, turn_number = s.turn_number,
    metadata = s.metadata, expires_at = s.expires_at, toggles = s.toggles::bigint[], confirmed_at = s.confirmed_at,
    memory_id = s.memory_id, replaces = s.replaces
FROM unnest(:statement_ids::uuid[], :subjects::text[], :attributes::text[], :own_values::text[], :value_keys::text[],
            :contents::text[], :denies::boolean[], :instead_of::text[], :extractors::text[], :turn_ids::uuid[],
            :turn_numbers::integer[], :metadata::jsonb[], :expires_at::timestamptz[], :toggles::text[],
            :confirmed_at::timestamptz[], :memory_ids::uuid[], :replaces::uuid[])
     AS s(statement_id, subject, attribute, value, value_key, content, denies, instead_of, extractor, turn_id, turn_number,
          metadata, expires_at, toggles, confirmed_at, memory_id, replaces)
WHERE statements.scope_id = :scope_id AND statements.statement_id = s.statement_id;

-- name: add_mentions!
-- Store who is named in turns, and in memories told directly: there turn_id is the statement, which has no turn.
INSERT INTO entity_mentions (scope_id, user_id, entity_id, turn_id, name, entity_key, kind, said_at, seq)
SELECT :scope_id, :user_id, m.entity_id, m.source_id, m.name, m.entity_key, m.kind, m.said_at, coalesce(t.seq, s.seq)
FROM unnest(:entity_ids::uuid[], :source_ids::uuid[], :names::text[], :entity_keys::text[], :kinds::text[],
            :said_at::timestamptz[]) AS m(entity_id, source_id, name, entity_key, kind, said_at)
LEFT JOIN turns t ON t.scope_id = :scope_id AND t.turn_id = m.source_id
LEFT JOIN statements s ON s.scope_id = :scope_id AND s.statement_id = m.source_id
WHERE t.seq IS NOT NULL OR s.seq IS NOT NULL
ON CONFLICT DO NOTHING;

-- name: open_memories!
-- Store memories that their statements open, each with its line in the log of changes.
WITH opened AS (
    SELECT *
    FROM unnest(:memory_ids::uuid[], :seqs::bigint[], :kinds::text[], :slots::text[], :own_values::text[], :contents::text[],
                :statuses::text[], :confidence::real[], :importance::real[], :trust::real[], :origins::text[],
                :conversation_ids::uuid[], :source_turn_ids::text[], :source_turns::integer[], :valid_from::timestamptz[],
                :valid_to::timestamptz[], :stated_to::timestamptz[], :due_at::timestamptz[], :recorded_at::timestamptz[],
                :superseded_at::timestamptz[], :superseded_by::uuid[], :supersedes::uuid[], :retracted::boolean[],
                :metadata::jsonb[], :expires_at::timestamptz[], :evidence_counts::integer[], :said_seqs::bigint[],
                :ended_seqs::bigint[])
         AS m(memory_id, seq, kind, slot, value, content, status, confidence, importance, trust, origin, conversation_id,
              source_turn_ids, source_turn, valid_from, valid_to, stated_to, due_at, recorded_at, superseded_at, superseded_by,
              supersedes, retracted, metadata, expires_at, evidence_count, said_seq, ended_seq)
), logged AS (
    INSERT INTO memory_changes (scope_id, user_id, memory_id, seq, action, after)
    SELECT :scope_id, :user_id, memory_id, seq, 'added', status FROM opened
)
INSERT INTO memories (scope_id, user_id, memory_id, seq, kind, slot, value, content, status, confidence, importance, trust, origin,
                      conversation_id, source_turn_ids, source_turn, valid_from, valid_to, stated_to, due_at, recorded_at,
                      superseded_at, superseded_by, supersedes, retracted, metadata, expires_at, evidence_count, said_seq, ended_seq)
SELECT :scope_id, :user_id, memory_id, seq, kind, slot, value, content, status, confidence, importance, trust, origin,
       conversation_id, source_turn_ids::uuid[], source_turn, valid_from, valid_to, stated_to, due_at, recorded_at,
       superseded_at, superseded_by, supersedes, retracted, metadata, expires_at, evidence_count, said_seq, ended_seq
FROM opened;

-- name: change_memories!
-- Bring stored memories in line with what their statements say, each change with its line in the log.
WITH changed AS (
    SELECT *
    FROM unnest(:memory_ids::uuid[], :actions::text[], :before::jsonb[], :kinds::text[], :slots::text[], :own_values::text[],
                :contents::text[], :statuses::text[], :confidence::real[], :importance::real[], :trust::real[],
                :origins::text[], :conversation_ids::uuid[], :source_turn_ids::text[], :source_turns::integer[],
                :valid_from::timestamptz[], :valid_to::timestamptz[], :stated_to::timestamptz[], :due_at::timestamptz[],
                :recorded_at::timestamptz[], :superseded_at::timestamptz[], :superseded_by::uuid[], :supersedes::uuid[],
                :retracted::boolean[], :metadata::jsonb[], :expires_at::timestamptz[], :evidence_counts::integer[],
                :said_seqs::bigint[], :ended_seqs::bigint[])
         AS m(memory_id, action, before, kind, slot, value, content, status, confidence, importance, trust, origin,
              conversation_id, source_turn_ids, source_turn, valid_from, valid_to, stated_to, due_at, recorded_at,
              superseded_at, superseded_by, supersedes, retracted, metadata, expires_at, evidence_count, said_seq, ended_seq)
), logged AS (
    INSERT INTO memory_changes (scope_id, user_id, memory_id, seq, action, before, after, revises)
    SELECT :scope_id, :user_id, memory_id, :seq, action, before, status, :revises FROM changed
)
UPDATE memories SET
    kind = changed.kind, slot = changed.slot, value = changed.value, content = changed.content, status = changed.status,
    confidence = changed.confidence, importance = changed.importance, trust = changed.trust, origin = changed.origin,
    conversation_id = changed.conversation_id, source_turn_ids = changed.source_turn_ids::uuid[],
    source_turn = changed.source_turn, valid_from = changed.valid_from, valid_to = changed.valid_to,
    stated_to = changed.stated_to, due_at = changed.due_at, recorded_at = changed.recorded_at,
    superseded_at = changed.superseded_at, superseded_by = changed.superseded_by, supersedes = changed.supersedes,
    retracted = changed.retracted, metadata = changed.metadata, expires_at = changed.expires_at,
    evidence_count = changed.evidence_count, said_seq = changed.said_seq, ended_seq = changed.ended_seq,
    version = memories.version + 1, updated_at = now()
FROM changed
WHERE memories.scope_id = :scope_id AND memories.memory_id = changed.memory_id;

-- name: add_index!
-- Store search index rows, and count them in their scope; null: extractors have read no further.
WITH new_postings AS (
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
SET last_seq = :last_seq, read_seq = coalesce(:read_seq, read_seq), chunk_count = chunk_count + :chunk_count,
    term_count = term_count + :term_count
WHERE scope_id = :scope_id;
