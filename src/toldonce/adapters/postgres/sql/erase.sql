-- name: hold_scope
-- Take part in the order of a scope's writes; no row when nothing was ever written.
SELECT last_seq, chunk_count, ann_ready, now() AS now FROM scopes WHERE scope_id = :scope_id FOR UPDATE;

-- name: memory_evidence
-- The number of a memory and the turns that it came from.
SELECT seq, source_turn_ids FROM memories WHERE scope_id = :scope_id AND memory_id = :memory_id;

-- name: erase_memories
-- Erase memories; their numbers.
DELETE FROM memories WHERE scope_id = :scope_id AND memory_id = ANY (:memory_ids::uuid[]) RETURNING seq;

-- name: erase_turns
-- Erase turns; their numbers.
DELETE FROM turns WHERE scope_id = :scope_id AND turn_id = ANY (:turn_ids::uuid[])
RETURNING seq, turn_id, conversation_id, content;

-- name: turn_is_there
-- Whether a turn of a conversation is there.
SELECT EXISTS (SELECT FROM turns
               WHERE scope_id = :scope_id AND conversation_id = :conversation_id AND turn_id = :turn_id);

-- name: erase_turns_of
-- Erase the turns of a conversation; their numbers.
DELETE FROM turns WHERE scope_id = :scope_id AND conversation_id = :conversation_id
RETURNING seq, turn_id, conversation_id, content;

-- name: erase_quoting_turns
-- Erase the replies that were made of what is gone; their numbers.
DELETE FROM turns
WHERE scope_id = :scope_id AND speaker = 'toldonce' AND metadata #> '{toldonce,quotes}' ?| :quoted::text[]
RETURNING seq, turn_id, conversation_id, content;

-- name: unname_quoted!
-- Take what is gone out of what replies say they quote.
UPDATE turns
SET metadata = jsonb_set(metadata, '{toldonce,quotes}', (metadata #> '{toldonce,quotes}') - :quoted::text[])
WHERE scope_id = :scope_id AND speaker = 'toldonce' AND metadata #> '{toldonce,quotes}' ?| :quoted::text[];

-- name: titles_of
-- The titles of conversations that have one.
SELECT conversation_id, title FROM conversations
WHERE scope_id = :scope_id AND conversation_id = ANY (:conversation_ids::uuid[]) AND title IS NOT NULL;

-- name: erase_titles!
-- Erase the titles of conversations.
UPDATE conversations SET title = NULL
WHERE scope_id = :scope_id AND conversation_id = ANY (:conversation_ids::uuid[]);

-- name: erase_statements!
-- Erase statements.
DELETE FROM statements WHERE scope_id = :scope_id AND statement_id = ANY (:statement_ids::uuid[]);

-- name: erase_mentions!
-- Erase who was named in turns, and in statements of memories told directly.
DELETE FROM entity_mentions WHERE scope_id = :scope_id AND turn_id = ANY (:source_ids::uuid[]);

-- name: erase_uses!
-- Erase what memories were used for, where the memory or the turn is gone.
DELETE FROM memory_uses
WHERE scope_id = :scope_id AND (memory_id = ANY (:memory_ids::uuid[]) OR turn_id = ANY (:turn_ids::uuid[]));

-- name: erase_changes!
-- Erase what the log tells of memories.
DELETE FROM memory_changes WHERE scope_id = :scope_id AND memory_id = ANY (:memory_ids::uuid[]);

-- name: log_forgotten!
-- Keep in the log that memories are gone.
INSERT INTO memory_changes (scope_id, user_id, memory_id, seq, action)
SELECT :scope_id, :user_id, gone.memory_id, :seq, 'forgotten' FROM unnest(:memory_ids::uuid[]) AS gone(memory_id);

-- name: erase_from_changes!
-- Take erased turns and memories out of what the log keeps of other memories as they were.
UPDATE memory_changes
SET before = before
    || jsonb_build_object('source_turn_ids', (before -> 'source_turn_ids') - :turn_ids::text[])
    || CASE WHEN before ->> 'superseded_by' = ANY (:memory_ids::text[]) THEN '{"superseded_by": null}' ELSE '{}' END::jsonb
    || CASE WHEN before ->> 'supersedes' = ANY (:memory_ids::text[]) THEN '{"supersedes": null}' ELSE '{}' END::jsonb
WHERE scope_id = :scope_id
  AND (before -> 'source_turn_ids' ?| :turn_ids::text[] OR before ->> 'superseded_by' = ANY (:memory_ids::text[])
       OR before ->> 'supersedes' = ANY (:memory_ids::text[]));

-- name: unname_replaced!
-- Take erased memories out of what corrects them under another slot.
WITH corrections AS (
    UPDATE statements SET replaces = NULL WHERE scope_id = :scope_id AND replaces = ANY (:memory_ids::uuid[])
)
UPDATE memories SET supersedes = NULL WHERE scope_id = :scope_id AND supersedes = ANY (:memory_ids::uuid[]);

-- name: erase_deliveries!
-- Erase what webhooks were or would be told of memories that are gone, but that they are.
DELETE FROM webhook_deliveries
WHERE about_scope = :scope_id AND memory_id = ANY (:memory_ids::uuid[]) AND event <> 'memory.forgotten';

-- name: erase_kept_uploads!
-- Erase failed imports that nobody repeats by himself: what they hold may quote what was erased.
DELETE FROM jobs WHERE scope_id = :scope_id AND status = 'dead' AND upload IS NOT NULL;

-- name: erase_conversation!
-- Erase a conversation that has no turns any more.
DELETE FROM conversations WHERE scope_id = :scope_id AND conversation_id = :conversation_id;

-- name: erase_index
-- Erase the search index rows of items, and take them out of the counts of the scope.
WITH gone AS (
    DELETE FROM postings WHERE scope_id = :scope_id AND seq = ANY (:seqs::bigint[]) RETURNING seq, part, length
), vectors AS (
    DELETE FROM embeddings
    WHERE scope_id = :scope_id AND model_id = ANY (ARRAY(SELECT model_id FROM embedding_models))
      AND seq = ANY (:seqs::bigint[])
    RETURNING seq, part
), chunks AS (
    SELECT max(length) AS length
    FROM (SELECT seq, part, length FROM gone UNION ALL SELECT seq, part, 0 FROM vectors) AS rows
    GROUP BY seq, part
), counted AS (
    UPDATE scopes
    SET erasures = erasures + 1,
        chunk_count = chunk_count - (SELECT count(*) FROM chunks),
        term_count = term_count - (SELECT coalesce(sum(length), 0) FROM chunks)
    WHERE scope_id = :scope_id
)
SELECT (SELECT count(*) FROM gone) AS postings, (SELECT count(*) FROM vectors) AS embeddings;

-- name: recount_conversations!
-- Bring conversations in line with the turns that are left.
UPDATE conversations c
SET turn_count = (SELECT count(*) FROM turns t
                  WHERE t.scope_id = :scope_id AND t.conversation_id = c.conversation_id),
    last_turn_at = (SELECT t.said_at FROM turns t
                    WHERE t.scope_id = :scope_id AND t.conversation_id = c.conversation_id
                    ORDER BY t.turn_number DESC LIMIT 1),
    updated_at = now()
WHERE c.scope_id = :scope_id AND c.conversation_id = ANY (:conversation_ids::uuid[]);

-- name: erase_answers!
-- Erase stored answers to repeated writes, which may quote what was erased.
DELETE FROM idempotency WHERE scope_id = :scope_id;

-- name: erase_scope_turns!
-- Erase every turn of a scope.
DELETE FROM turns WHERE scope_id = :scope_id;

-- name: erase_scope_conversations!
-- Erase every conversation of a scope.
DELETE FROM conversations WHERE scope_id = :scope_id;

-- name: erase_scope_memories!
-- Erase every memory of a scope.
DELETE FROM memories WHERE scope_id = :scope_id;

-- name: erase_scope_statements!
-- Erase every statement of a scope.
DELETE FROM statements WHERE scope_id = :scope_id;

-- name: erase_scope_mentions!
-- Erase every mention of a scope.
DELETE FROM entity_mentions WHERE scope_id = :scope_id;

-- name: erase_scope_changes!
-- Erase the log of changes of a scope.
DELETE FROM memory_changes WHERE scope_id = :scope_id;

-- name: erase_scope_postings!
-- Erase the words of a scope.
DELETE FROM postings WHERE scope_id = :scope_id;

-- name: erase_scope_embeddings!
-- Erase the vectors of a scope.
DELETE FROM embeddings WHERE scope_id = :scope_id;

-- name: erase_scope_uses!
-- Erase what the memories of a scope were used for.
DELETE FROM memory_uses WHERE scope_id = :scope_id;

-- name: erase_scope_searches!
-- Erase how much was searched in a scope.
DELETE FROM search_days WHERE scope_id = :scope_id;

-- name: erase_scope_jobs!
-- Erase the background work of a scope.
DELETE FROM jobs WHERE scope_id = :scope_id;

-- name: erase_scope!
-- Erase the row of a scope.
DELETE FROM scopes WHERE scope_id = :scope_id;
