-- name: lock_scope
-- Take part in the order of a scope's writes; the first write makes the scope's row.
INSERT INTO scopes (scope_id, user_id, subject) VALUES (:scope_id, :user_id, :subject)
ON CONFLICT (scope_id) DO UPDATE SET subject = excluded.subject
RETURNING last_seq, read_seq, ann_ready, now() AS now;

-- name: lock_conversation
-- Take part in the order of a scope's writes, with what the next turn of a conversation continues.
SELECT s.last_seq, s.ann_ready, c.last_number, c.sitting, c.last_turn_at
FROM scopes s JOIN conversations c ON c.scope_id = s.scope_id
WHERE s.scope_id = :scope_id AND c.conversation_id = :conversation_id
FOR UPDATE;

-- name: known_turns
-- Turns that were stored before, by what they were stored from.
SELECT source_key, turn_id, turn_number, seq
FROM turns WHERE scope_id = :scope_id AND source_key = ANY (:source_keys::text[]);

-- name: add_turns!
-- Store turns with their search index rows, count them in their conversation and scope, and see to it that a job reads them.
WITH new_turns AS (
    INSERT INTO turns (scope_id, user_id, conversation_id, turn_id, turn_number, seq, sitting, role, speaker, content,
                       said_at, metadata, source_key, parts, length, cues)
    SELECT :scope_id, :user_id, :conversation_id, t.turn_id, t.turn_number, t.seq, t.sitting, t.role, t.speaker, t.content,
           t.said_at, t.metadata, t.source_key, t.parts, t.length, string_to_array(t.cues, ',')
    FROM unnest(:turn_ids::uuid[], :turn_numbers::integer[], :seqs::bigint[], :sittings::integer[], :roles::text[],
                :speakers::text[], :contents::text[], :said_at::timestamptz[], :metadata::jsonb[], :source_keys::text[],
                :parts::smallint[], :lengths::integer[], :cues::text[])
         AS t(turn_id, turn_number, seq, sitting, role, speaker, content, said_at, metadata, source_key, parts, length, cues)
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
), extraction AS (
    INSERT INTO jobs (scope_id, user_id, subject, job_id, kind, payload)
    SELECT :scope_id, :user_id, :subject::text, :job_id::uuid, :job_kind::text, :job_payload::jsonb
    WHERE NOT EXISTS (SELECT FROM jobs WHERE scope_id = :scope_id AND kind = :job_kind AND status = 'queued')
), conversation AS (
    UPDATE conversations
    SET turn_count = turn_count + cardinality(:turn_ids::uuid[]), last_number = :last_number, sitting = :sitting,
        last_turn_at = :last_turn_at, updated_at = now()
    WHERE scope_id = :scope_id AND conversation_id = :conversation_id
)
UPDATE scopes
SET last_seq = :last_seq, chunk_count = chunk_count + :chunk_count, term_count = term_count + :term_count
WHERE scope_id = :scope_id;

-- name: turns_after
-- A page of a conversation.
SELECT turn_id, conversation_id, turn_number, seq, role, speaker, content, said_at AS at, metadata, created_at
FROM turns
WHERE scope_id = :scope_id AND conversation_id = :conversation_id AND turn_number > :after
ORDER BY turn_number LIMIT :limit;

-- name: last_turns
-- The newest turns of a conversation, newest first.
SELECT turn_id, conversation_id, turn_number, seq, role, speaker, content, said_at AS at, metadata, created_at
FROM turns
WHERE scope_id = :scope_id AND conversation_id = :conversation_id
ORDER BY turn_number DESC LIMIT :limit;

-- name: turns_between
-- The turns of a conversation from one number to another, both included.
SELECT turn_id, conversation_id, turn_number, seq, role, speaker, content, said_at AS at, metadata, created_at
FROM turns
WHERE scope_id = :scope_id AND conversation_id = :conversation_id AND turn_number BETWEEN :first AND :last
ORDER BY turn_number;

-- name: turns_by_seq
-- A page of all turns of a scope in the order they were written.
SELECT turn_id, conversation_id, turn_number, seq, role, speaker, content, said_at AS at, metadata, created_at
FROM turns WHERE scope_id = :scope_id AND seq > :after ORDER BY seq LIMIT :limit;

-- name: turns_by_tail
-- Turns of a gateway by the fingerprints that they carry, the newest first: found by those, never by going back through the turns.
SELECT turn_id, conversation_id, turn_number, seq, role, speaker, content, said_at AS at, metadata, created_at
FROM turns
WHERE scope_id = :scope_id AND tail = ANY (:tails::text[])
ORDER BY seq + 0 DESC LIMIT :limit;

-- name: turns_said_later
-- What the user said after a time, of the turns up to a number: those in which one of the terms occurs, of each term its newest
-- turns; at no cost where nothing of a later time has such a number.
SELECT turn_id, conversation_id, turn_number, seq, role, speaker, content, said_at AS at, metadata, created_at
FROM turns
WHERE scope_id = :scope_id AND said_at > :after AND role = 'user'
  AND EXISTS (SELECT FROM turns WHERE scope_id = :scope_id AND said_at > :after AND seq <= :up_to)
  AND seq IN (
      SELECT p.seq
      FROM unnest(:terms::text[]) AS asked(term)
      CROSS JOIN LATERAL (
          SELECT seq FROM postings
          WHERE scope_id = :scope_id AND term = asked.term AND seq <= :up_to
          ORDER BY seq DESC LIMIT :each
      ) AS p)
ORDER BY seq;

-- name: turns_of_seqs
-- The turns of a scope from one number to another, both included.
SELECT turn_id, conversation_id, turn_number, seq, role, speaker, content, said_at AS at, metadata, created_at
FROM turns WHERE scope_id = :scope_id AND seq BETWEEN :first AND :last ORDER BY seq;

-- name: turns_before
-- The turns of a conversation before one of its turns, newest first.
SELECT turn_id, conversation_id, turn_number, seq, role, speaker, content, said_at AS at, metadata, created_at
FROM turns
WHERE scope_id = :scope_id AND conversation_id = :conversation_id AND turn_number < :turn_number
ORDER BY turn_number DESC LIMIT :limit;

-- name: conversation_exists
-- Whether a conversation is there.
SELECT EXISTS (SELECT FROM conversations WHERE scope_id = :scope_id AND conversation_id = :conversation_id);

-- name: add_conversation
-- A new conversation, in the order of its scope's writes; no row when it, or one from the same source, is there.
WITH scope AS (
    INSERT INTO scopes (scope_id, user_id, subject) VALUES (:scope_id, :user_id, :subject)
    ON CONFLICT (scope_id) DO UPDATE SET subject = excluded.subject
    RETURNING scope_id, last_seq
)
INSERT INTO conversations (scope_id, user_id, conversation_id, title, source_key, created_at)
SELECT scope_id, :user_id, :conversation_id, :title, :source_key, coalesce(:created_at::timestamptz, now()) FROM scope
ON CONFLICT DO NOTHING
RETURNING conversation_id, title, pinned, archived, turn_count, last_turn_at, created_at, updated_at,
          (SELECT last_seq FROM scope) AS up_to_seq;

-- name: known_conversation
-- The conversation that a repeated creation means.
SELECT conversation_id, title, pinned, archived, turn_count, last_turn_at, created_at, updated_at,
       (SELECT last_seq FROM scopes WHERE scope_id = :scope_id) AS up_to_seq
FROM conversations
WHERE scope_id = :scope_id AND (source_key = :source_key::text OR conversation_id = :conversation_id)
ORDER BY source_key = :source_key::text DESC NULLS LAST LIMIT 1;

-- name: conversations
-- The first page of conversations: pinned ones first, then the newest.
SELECT conversation_id, title, pinned, archived, turn_count, last_turn_at, created_at, updated_at
FROM conversations
WHERE scope_id = :scope_id AND (:archived::boolean IS NULL OR archived = :archived)
ORDER BY pinned DESC, created_at DESC, conversation_id DESC LIMIT :limit;

-- name: conversations_after
-- The page of conversations behind a cursor.
SELECT conversation_id, title, pinned, archived, turn_count, last_turn_at, created_at, updated_at
FROM conversations
WHERE scope_id = :scope_id AND (:archived::boolean IS NULL OR archived = :archived)
  AND (pinned, created_at, conversation_id) < (:pinned, :created_at, :conversation_id)
ORDER BY pinned DESC, created_at DESC, conversation_id DESC LIMIT :limit;

-- name: conversations_by_id
-- Conversations in the order of their ids.
SELECT c.conversation_id, c.title, c.pinned, c.archived, c.turn_count, c.last_turn_at, c.created_at, c.updated_at
FROM unnest(:ids::uuid[]) WITH ORDINALITY AS asked(conversation_id, place)
JOIN conversations c ON c.scope_id = :scope_id AND c.conversation_id = asked.conversation_id
ORDER BY asked.place;

-- name: conversations_by_age
-- A page of all conversations of a scope, the oldest first.
SELECT conversation_id, title, pinned, archived, turn_count, last_turn_at, created_at, updated_at
FROM conversations
WHERE scope_id = :scope_id AND (created_at, conversation_id) > (:created_at, :conversation_id)
ORDER BY created_at, conversation_id LIMIT :limit;

-- name: change_conversation
-- Change what is given; null leaves it.
UPDATE conversations
SET title = coalesce(:title, title), pinned = coalesce(:pinned, pinned), archived = coalesce(:archived, archived),
    updated_at = now()
WHERE scope_id = :scope_id AND conversation_id = :conversation_id
RETURNING conversation_id, title, pinned, archived, turn_count, last_turn_at, created_at, updated_at,
          (SELECT last_seq FROM scopes WHERE scope_id = :scope_id) AS up_to_seq;

-- name: search_titles
-- Conversations whose title holds the query or a run of words much like it, the newest first.
SELECT conversation_id
FROM conversations
WHERE scope_id = :scope_id
  AND (strpos(lower(title), lower(:query::text)) > 0 OR word_similarity(:query::text, title) >= 0.6::real)
ORDER BY created_at DESC, conversation_id DESC LIMIT :limit;
