-- Reads of a search in one round trip each. A statement that is sent to the database cannot say whose rows it may see and read
-- them as well: it takes four, which cost more than what they read. A function can, and its plans are kept.

-- From here to the end of the transaction: whose rows are seen, and plans that fit every scope, through its indexes.
CREATE FUNCTION see_as(caller uuid, its_scope uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('toldonce.user_id', caller::text, true), set_config('toldonce.scope_id', its_scope::text, true),
            set_config('toldonce.purpose', '', true), set_config('plan_cache_mode', 'force_generic_plan', true),
            set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true),
            set_config('max_parallel_workers_per_gather', '0', true);
END
$$;

-- What a process that keeps a subject has to know of it now: its numbers, the memories that do not hold (as array_send writes
-- their seqs), the current memories of some slots, the newest first, and those and some more memories as they are, each as
-- bytes: seq, id, conversation, recorded_at, importance, confidence, strength and the place of its kind in kinds.
CREATE FUNCTION kept_now(
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
            WITH slots AS (
                SELECT a.subject || '.' || a.attribute AS slot FROM unnest(subjects, attributes) AS a(subject, attribute)
                UNION
                SELECT s.value_key || '.' || a.attribute
                FROM unnest(subjects, attributes) AS a(subject, attribute)
                JOIN statements s ON s.scope_id = its_scope AND s.kind = 'entity' AND s.subject = 'user'
                                 AND 'user.' || s.attribute = a.subject AND s.value_key <> '' AND NOT s.denies
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

-- Turns and memories as hits show them, each memory with what it took the place of, as they are now.
CREATE FUNCTION shown_now(caller uuid, its_scope uuid, turns_wanted uuid[], memories_wanted uuid[])
RETURNS TABLE (
    kind text, item_id uuid, content text, type text, role text, speaker text, said_at timestamptz, conversation_id uuid,
    turn_number integer, source_turn_ids uuid[], valid_from timestamptz, valid_to timestamptz, confidence float8,
    last_used_turn integer, status text, slot text, value text, origin text, before_id uuid, before_content text,
    before_value text, before_from timestamptz, before_to timestamptz
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    PERFORM see_as(caller, its_scope);
    RETURN QUERY
    SELECT 'turn', t.turn_id, t.content, 'turn', t.role, t.speaker, t.said_at, t.conversation_id, t.turn_number,
           ARRAY[t.turn_id], NULL::timestamptz, NULL::timestamptz, 1::float8, t.last_used_turn, 'current', NULL, NULL, NULL,
           NULL::uuid, NULL, NULL, NULL::timestamptz, NULL::timestamptz
    FROM turns t WHERE t.scope_id = its_scope AND t.turn_id = ANY (turns_wanted);
    IF cardinality(memories_wanted) > 0 THEN
        RETURN QUERY
        SELECT 'memory', m.memory_id, m.content, m.type, NULL, NULL, m.recorded_at, m.conversation_id, m.source_turn,
               m.source_turn_ids, m.valid_from, m.valid_to, m.confidence::numeric::float8, m.last_used_turn, m.status, m.slot,
               m.value, m.origin, p.memory_id, p.content, p.value, p.valid_from, p.valid_to
        FROM memories_known(its_scope, NULL, NULL, NULL) m
        LEFT JOIN memories_known(its_scope, NULL, NULL, NULL) p
               ON p.memory_id = m.supersedes AND NOT p.retracted AND p.status <> 'quarantined'
        WHERE m.memory_id = ANY (memories_wanted);
    END IF;
END
$$;
