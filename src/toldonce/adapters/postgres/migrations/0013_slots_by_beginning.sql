-- A slot that is asked for may be given by its beginning: what ends with a point means every slot that begins so ("user.taste.").

-- What a process that keeps a subject has to know of it now: its numbers, the memories that do not hold (as array_send writes
-- their seqs), the current memories of some slots, the newest first, and those and some more memories as they are, each as
-- bytes: seq, id, conversation, recorded_at, importance, confidence, strength and the place of its kind in kinds.
CREATE OR REPLACE FUNCTION kept_now(
    caller uuid, its_scope uuid, wanted bigint[], kinds text[], subjects text[], attributes text[], depth integer
) RETURNS TABLE (
    last_seq bigint, chunk_count bigint, term_count bigint, created_at timestamptz, erasures bigint, closed bytea,
    in_slots bigint[], memories bytea
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    asked_for bigint[] := '{}';
BEGIN
    PERFORM see_as(caller, its_scope);
    IF cardinality(subjects) > 0 THEN
        asked_for := ARRAY(
            WITH named AS (
                SELECT a.subject || '.' || a.attribute AS slot FROM unnest(subjects, attributes) AS a(subject, attribute)
                UNION
                SELECT s.value_key || '.' || a.attribute
                FROM unnest(subjects, attributes) AS a(subject, attribute)
                JOIN statements s ON s.scope_id = its_scope AND s.kind = 'entity' AND s.subject = 'user'
                                 AND 'user.' || s.attribute = a.subject AND s.value_key <> '' AND NOT s.denies
            ), slots AS (
                SELECT slot FROM named WHERE slot NOT LIKE '%.'
                UNION
                SELECT begun.slot
                FROM named
                CROSS JOIN LATERAL (
                    SELECT DISTINCT slot FROM memories WHERE scope_id = its_scope AND starts_with(slot, named.slot)
                ) AS begun
                WHERE named.slot LIKE '%.'
            )
            SELECT one.seq
            FROM slots
            CROSS JOIN LATERAL (
                SELECT m.seq FROM memories m
                WHERE m.scope_id = its_scope AND m.slot = slots.slot AND m.status = 'current'
                  AND (m.expires_at IS NULL OR m.expires_at > now()) AND (m.valid_to IS NULL OR m.valid_to > now())
                ORDER BY m.seq DESC LIMIT depth
            ) AS one
            ORDER BY one.seq DESC LIMIT depth
        );
    END IF;
    RETURN QUERY
    SELECT s.last_seq, s.chunk_count, s.term_count, s.created_at, s.erasures,
           (SELECT array_send(array_agg(m.seq ORDER BY m.seq)) FROM memories m
            WHERE m.scope_id = its_scope AND (m.status <> 'current' OR m.expires_at IS NOT NULL OR m.valid_to IS NOT NULL)
              AND (m.status <> 'current' OR m.expires_at <= now() OR m.valid_to <= now())),
           asked_for,
           (SELECT string_agg(
                       int8send(m.seq) || uuid_send(m.memory_id)
                       || uuid_send(coalesce(m.conversation_id, '00000000-0000-0000-0000-000000000000'))
                       || timestamptz_send(m.recorded_at) || float4send(m.importance) || float4send(m.confidence)
                       || float4send(m.strength) || int2send(array_position(kinds, m.kind)::smallint),
                       '' ORDER BY m.seq)
            FROM memories m WHERE m.scope_id = its_scope AND m.seq = ANY (wanted || asked_for))
    FROM scopes s WHERE s.scope_id = its_scope;
END
$$;
