-- What had been said by a number, not what extractors had read by then: said_seq is the number of what opened a memory, ended_seq
-- of what ended it. What was taken back or put in force, confirmed or joined afterwards is known from the log alone (revises).

ALTER TABLE memories
    ADD COLUMN said_seq bigint NOT NULL DEFAULT 0,
    ADD COLUMN ended_seq bigint;
ALTER TABLE memory_changes ADD COLUMN revises boolean NOT NULL DEFAULT false;

ALTER TABLE memories NO FORCE ROW LEVEL SECURITY;
UPDATE memories SET said_seq = seq;
UPDATE memories m
SET ended_seq = coalesce((SELECT s.seq FROM memories s WHERE s.scope_id = m.scope_id AND s.memory_id = m.superseded_by), m.seq)
WHERE superseded_at IS NOT NULL;
ALTER TABLE memories FORCE ROW LEVEL SECURITY;

-- As before, but for a number: what is said up to it, by the log of changes only where something was revised after it.
CREATE OR REPLACE FUNCTION memories_known(scope uuid, true_at timestamptz, known timestamptz, known_seq bigint)
RETURNS TABLE (
    memory_id uuid, seq bigint, type text, content text, slot text, value text, status text, confidence real, importance real,
    trust real, origin text, conversation_id uuid, source_turn_ids uuid[], source_turn integer, valid_from timestamptz,
    valid_to timestamptz, recorded_at timestamptz, superseded_at timestamptz, superseded_by uuid, supersedes uuid,
    retracted boolean, due_at timestamptz, evidence_count integer, version integer, last_used_turn integer, metadata jsonb,
    expires_at timestamptz, created_at timestamptz, updated_at timestamptz, strength real, holds boolean
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT s.memory_id, s.seq, s.kind, s.content, s.slot, s.value, k.status, s.confidence, s.importance, s.trust, s.origin,
           s.conversation_id, s.source_turn_ids, s.source_turn, s.valid_from, k.valid_to, s.recorded_at,
           CASE WHEN k.open THEN NULL ELSE s.superseded_at END, CASE WHEN k.open THEN NULL ELSE s.superseded_by END,
           s.supersedes, k.retracted, s.due_at, s.evidence_count, s.version, s.last_used_turn, s.metadata, s.expires_at,
           s.created_at, s.updated_at, s.strength,
           k.status <> 'quarantined'
           AND (s.expires_at IS NULL OR s.expires_at > now() OR true_at IS NOT NULL OR known IS NOT NULL)
           AND CASE WHEN true_at IS NULL
                    THEN k.status = 'current' AND (k.valid_to IS NULL OR k.valid_to > coalesce(
                         known,
                         (SELECT t.said_at FROM turns t
                          WHERE t.scope_id = scope AND t.seq <= known_seq ORDER BY t.seq DESC LIMIT 1),
                         now()))
                    ELSE NOT k.retracted AND (s.valid_from IS NULL OR s.valid_from <= true_at)
                         AND (k.valid_to IS NULL OR k.valid_to > true_at) END
    FROM (
        SELECT m.* FROM memories m WHERE m.scope_id = scope AND known_seq IS NULL
        UNION ALL
        SELECT past.*
        FROM memories m
        LEFT JOIN LATERAL (
            SELECT c.before FROM memory_changes c
            WHERE c.scope_id = scope AND c.memory_id = m.memory_id AND c.seq > known_seq AND c.revises AND c.before IS NOT NULL
            ORDER BY c.seq LIMIT 1
        ) AS later ON true
        CROSS JOIN LATERAL jsonb_populate_record(m, coalesce(later.before, '{}')) AS past
        WHERE m.scope_id = scope AND known_seq IS NOT NULL AND past.said_seq <= known_seq
    ) AS s
    CROSS JOIN LATERAL (
        SELECT coalesce(s.superseded_at > known, false) OR coalesce(s.ended_seq > known_seq, false) AS open
    ) AS later
    CROSS JOIN LATERAL (
        SELECT later.open,
               CASE WHEN later.open AND s.status = 'superseded' THEN 'current' ELSE s.status END AS status,
               CASE WHEN later.open THEN s.stated_to ELSE s.valid_to END AS valid_to,
               s.retracted AND NOT later.open AS retracted
    ) AS k
    WHERE known IS NULL OR s.recorded_at <= known
$$;
