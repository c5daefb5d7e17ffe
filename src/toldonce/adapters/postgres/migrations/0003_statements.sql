-- What was said (statements), what follows from it (memories), who was named (entity_mentions), and every change of a memory.

-- read_seq is the newest turn that extractors have read.
ALTER TABLE scopes ADD COLUMN read_seq bigint NOT NULL DEFAULT 0;

-- stated_to is the end that the statements themselves name, valid_to may come from what superseded it; retracted: it never
-- was true; version grows with every change; strength fades while nobody uses it.
ALTER TABLE memories
    ADD COLUMN value text,
    ADD COLUMN stated_to timestamptz,
    ADD COLUMN due_at timestamptz,
    ADD COLUMN retracted boolean NOT NULL DEFAULT false,
    ADD COLUMN evidence_count integer NOT NULL DEFAULT 1,
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN strength real NOT NULL DEFAULT 1;

-- seq puts what was said at the same time in order (the turn's number); stated_seq is the number of the write that brought
-- it; toggles are the numbers at which it was taken back and put in force again.
CREATE TABLE statements (
    scope_id        uuid NOT NULL,
    statement_id    uuid NOT NULL,
    user_id         uuid NOT NULL,
    key             text NOT NULL,
    kind            text NOT NULL,
    subject         text NOT NULL,
    attribute       text NOT NULL,
    value           text NOT NULL,
    value_key       text NOT NULL,
    content         text NOT NULL,
    many            boolean NOT NULL,
    denies          boolean NOT NULL,
    corrects        boolean NOT NULL,
    changes         boolean NOT NULL,
    instead_of      text NOT NULL,
    valid_from      timestamptz,
    valid_to        timestamptz,
    due_at          timestamptz,
    confidence      double precision NOT NULL,
    importance      double precision NOT NULL,
    quarantined     boolean NOT NULL,
    starts          integer NOT NULL,
    ends            integer NOT NULL,
    said_at         timestamptz NOT NULL,
    seq             bigint NOT NULL,
    stated_seq      bigint NOT NULL,
    origin          text NOT NULL,
    extractor       text NOT NULL,
    turn_id         uuid,
    conversation_id uuid,
    turn_number     integer,
    metadata        jsonb NOT NULL,
    expires_at      timestamptz,
    toggles         bigint[] NOT NULL,
    confirmed_at    timestamptz,
    memory_id       uuid,
    replaces        uuid,
    PRIMARY KEY (scope_id, statement_id)
);

-- Existing memories become statements: each stands for itself, as one told without a slot does. Row-level security is forced
-- on the owner of the tables too, who could not read them otherwise.
ALTER TABLE memories NO FORCE ROW LEVEL SECURITY;
UPDATE memories
SET slot = 'user.' || CASE kind WHEN 'entity' THEN 'note' ELSE kind END, value = content, stated_to = valid_to
WHERE slot IS NULL;
INSERT INTO statements (
    scope_id, statement_id, user_id, key, kind, subject, attribute, value, value_key, content, many, denies, corrects,
    changes, instead_of, valid_from, valid_to, confidence, importance, quarantined, starts, ends, said_at, seq, stated_seq,
    origin, extractor, conversation_id, turn_number, metadata, expires_at, toggles, memory_id
)
SELECT scope_id, memory_id, user_id, coalesce(source_key, 'memory:' || memory_id), kind, 'user',
       CASE kind WHEN 'entity' THEN 'note' ELSE kind END, content,
       CASE WHEN length(folded) <= 200 THEN folded
            ELSE left(folded, 183) || '#' || left(encode(sha256(convert_to(folded, 'UTF8')), 'hex'), 16) END,
       content, true, false, false, false, '', valid_from, valid_to, confidence, importance, status = 'quarantined', 0,
       length(content), recorded_at, seq, seq, origin, 'told', conversation_id, source_turn, metadata, expires_at, '{}',
       memory_id
FROM memories
CROSS JOIN LATERAL (
    SELECT regexp_replace(
        btrim(lower(regexp_replace(content, '[\s_]+', ' ', 'g')), ' .,;:!?"''()[]-'),
        '^((the|an?|my|our|his|her|their|some|any) +)+', ''
    ) AS folded
) AS compared;

CREATE UNIQUE INDEX idx_statements_key ON statements (scope_id, key);
CREATE INDEX idx_statements_slot ON statements (scope_id, subject, attribute, value_key);
CREATE INDEX idx_statements_instead_of ON statements (scope_id, subject, attribute, instead_of) WHERE instead_of <> '';
CREATE INDEX idx_statements_naming ON statements (scope_id, attribute) WHERE kind = 'entity' AND subject = 'user';
CREATE INDEX idx_statements_memory_id ON statements (scope_id, memory_id);
CREATE INDEX idx_statements_turn_id ON statements (scope_id, turn_id);
CREATE INDEX idx_statements_conversation_id ON statements (scope_id, conversation_id);

-- entity_key is the name as it is compared; entity_id follows from it (UUIDv5 in the scope), seq is the turn's.
CREATE TABLE entity_mentions (
    scope_id   uuid NOT NULL,
    entity_id  uuid NOT NULL,
    turn_id    uuid NOT NULL,
    name       text NOT NULL,
    user_id    uuid NOT NULL,
    entity_key text NOT NULL,
    kind       text NOT NULL,
    said_at    timestamptz NOT NULL,
    seq        bigint NOT NULL,
    PRIMARY KEY (scope_id, entity_id, turn_id, name)
);
CREATE INDEX idx_entity_mentions_turn_id ON entity_mentions (scope_id, turn_id);
CREATE INDEX idx_entity_mentions_key ON entity_mentions (scope_id, entity_key);

-- before holds what a change left behind of everything that is derived, and nothing that was said; null: the memory is new, or
-- it was forgotten.
CREATE TABLE memory_changes (
    scope_id  uuid NOT NULL,
    memory_id uuid NOT NULL,
    seq       bigint NOT NULL,
    user_id   uuid NOT NULL,
    action    text NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    before    jsonb,
    after     text,
    PRIMARY KEY (scope_id, memory_id, seq)
);
INSERT INTO memory_changes (scope_id, memory_id, seq, user_id, action, at, after)
SELECT scope_id, memory_id, seq, user_id, 'added', created_at, status FROM memories;
CREATE INDEX idx_memory_changes_seq ON memory_changes (scope_id, seq, memory_id);
ALTER TABLE memories FORCE ROW LEVEL SECURITY;

-- Writes of memories wait for the columns added above until this file is through: an index made beside them would gain nothing.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX idx_memories_hidden ON memories (scope_id, seq) INCLUDE (user_id, status, expires_at, valid_to)
    WHERE status <> 'current' OR expires_at IS NOT NULL OR valid_to IS NOT NULL;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX idx_memories_supersedes ON memories (scope_id, supersedes) WHERE supersedes IS NOT NULL;
-- squawk-ignore require-concurrent-index-deletion
DROP INDEX idx_memories_closed;
-- There are few jobs: this takes no time.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX idx_jobs_waiting ON jobs (scope_id, kind) WHERE status = 'queued';

-- The memories of a scope as they were known at a time or number (null: as they are known now), and whether each holds: was
-- believed to be true, at the time true_at or (null) at the time of that knowledge. What is known at a number comes from the log of
-- changes: the first change after it kept what was before. One plain query, so that the planner sees through it.
CREATE FUNCTION memories_known(scope uuid, true_at timestamptz, known timestamptz, known_seq bigint)
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
            WHERE c.scope_id = scope AND c.memory_id = m.memory_id AND c.seq > known_seq AND c.before IS NOT NULL
            ORDER BY c.seq LIMIT 1
        ) AS later ON true
        CROSS JOIN LATERAL jsonb_populate_record(m, coalesce(later.before, '{}')) AS past
        WHERE m.scope_id = scope AND m.seq <= known_seq
    ) AS s
    CROSS JOIN LATERAL (SELECT coalesce(s.superseded_at > known, false) AS open) AS later
    CROSS JOIN LATERAL (
        SELECT later.open,
               CASE WHEN later.open AND s.status = 'superseded' THEN 'current' ELSE s.status END AS status,
               CASE WHEN later.open THEN s.stated_to ELSE s.valid_to END AS valid_to,
               s.retracted AND NOT later.open AS retracted
    ) AS k
    WHERE known IS NULL OR s.recorded_at <= known
$$;

-- The seq of every turn and memory that passes the filters of a search; null: that filter is not set.
CREATE OR REPLACE FUNCTION passing(
    scope uuid, with_turns boolean, wanted_types text[], from_at timestamptz, to_at timestamptz, true_at timestamptz,
    known timestamptz, known_seq bigint, conversation uuid, contained jsonb
) RETURNS TABLE (seq bigint) LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT t.seq FROM turns t
    WHERE t.scope_id = scope AND with_turns
      AND (wanted_types IS NULL OR 'turn' = ANY (wanted_types))
      AND (from_at IS NULL OR t.said_at >= from_at)
      AND (to_at IS NULL OR t.said_at <= to_at)
      AND (true_at IS NULL OR t.said_at <= true_at)
      AND (known IS NULL OR t.said_at <= known)
      AND (known_seq IS NULL OR t.seq <= known_seq)
      AND (conversation IS NULL OR t.conversation_id = conversation)
      AND (contained IS NULL OR t.metadata @> contained)
    UNION ALL
    SELECT m.seq FROM memories_known(scope, true_at, known, known_seq) m
    WHERE m.holds
      AND (wanted_types IS NULL OR m.type = ANY (wanted_types))
      AND (from_at IS NULL OR m.recorded_at >= from_at)
      AND (to_at IS NULL OR m.recorded_at <= to_at)
      AND (conversation IS NULL OR m.conversation_id = conversation)
      AND (contained IS NULL OR m.metadata @> contained)
$$;

DO $$
DECLARE
    name text;
    owner text;
BEGIN
    FOREACH name IN ARRAY ARRAY['statements', 'entity_mentions', 'memory_changes']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY own ON %I USING (user_id = (SELECT toldonce_user())
                 AND ((SELECT toldonce_scope()) IS NULL OR scope_id = (SELECT toldonce_scope())))', name);
        SELECT pg_get_userbyid(relowner) INTO owner FROM pg_class WHERE oid = name::regclass;
        EXECUTE format(
            'CREATE POLICY backup ON %I FOR SELECT TO %I USING ((SELECT toldonce_purpose()) = ''backup'')', name, owner);
    END LOOP;
END $$;
