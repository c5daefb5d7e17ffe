-- The first schema. Every table with memory rows carries user_id and scope_id, every key of it begins with scope_id, and
-- row-level security is forced: a connection sees the rows of the user (and, when set, of the scope) that it has named.

CREATE EXTENSION IF NOT EXISTS vector;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE FUNCTION toldonce_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('toldonce.user_id', true), '')::uuid $$;
CREATE FUNCTION toldonce_scope() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('toldonce.scope_id', true), '')::uuid $$;
CREATE FUNCTION toldonce_purpose() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('toldonce.purpose', true), '') $$;

-- Accounts ------------------------------------------------------------------------------------------------------------

CREATE TABLE users (
    user_id       uuid PRIMARY KEY,
    email         text NOT NULL,
    password_hash text NOT NULL,
    full_name     text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX idx_users_email ON users (lower(email));

-- A session is one login: a family of refresh tokens of which the newest one works.
CREATE TABLE sessions (
    session_id uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE INDEX idx_sessions_user_id ON sessions (user_id);

CREATE TABLE refresh_tokens (
    token_hash bytea PRIMARY KEY,
    follows    bytea,
    session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
    user_id    uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX idx_refresh_tokens_session_id ON refresh_tokens (session_id);
CREATE INDEX idx_refresh_tokens_follows ON refresh_tokens (follows);

CREATE TABLE api_keys (
    key_id       uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    key_hash     bytea NOT NULL UNIQUE,
    key_prefix   text NOT NULL,
    name         text NOT NULL,
    scopes       text[] NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    last_used_at timestamptz
);
CREATE INDEX idx_api_keys_user_id ON api_keys (user_id);

-- Receipts of erasures outlive what was erased; they hold counts and ids, nothing that was said.
CREATE TABLE erasures (
    receipt_id uuid PRIMARY KEY,
    user_id    uuid NOT NULL,
    target     text NOT NULL,
    counts     jsonb NOT NULL,
    erased_at  timestamptz NOT NULL,
    signature  text NOT NULL
);
CREATE INDEX idx_erasures_user_id ON erasures (user_id);

-- Memory --------------------------------------------------------------------------------------------------------------

-- One row for each subject. Its lock puts the writes of a scope in order, so that seq follows the order of commits.
CREATE TABLE scopes (
    scope_id    uuid PRIMARY KEY,
    user_id     uuid NOT NULL,
    subject     text NOT NULL,
    last_seq    bigint NOT NULL DEFAULT 0,
    chunk_count bigint NOT NULL DEFAULT 0,
    term_count  bigint NOT NULL DEFAULT 0,
    ann_ready   boolean NOT NULL DEFAULT false,
    erasures    bigint NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_scopes_user_id ON scopes (user_id);

CREATE TABLE conversations (
    scope_id        uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id         uuid NOT NULL,
    title           text,
    pinned          boolean NOT NULL DEFAULT false,
    archived        boolean NOT NULL DEFAULT false,
    source_key      text,
    turn_count      integer NOT NULL DEFAULT 0,
    last_number     integer NOT NULL DEFAULT 0,
    sitting         integer NOT NULL DEFAULT 0,
    last_turn_at    timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (scope_id, conversation_id)
);
CREATE UNIQUE INDEX idx_conversations_source_key ON conversations (scope_id, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX idx_conversations_user_id ON conversations (user_id);
CREATE INDEX idx_conversations_newest ON conversations (scope_id, pinned DESC, created_at DESC, conversation_id DESC);

-- A turn is immutable evidence. said_at is when it was said, created_at when it was stored; a sitting is a run of turns of
-- one conversation without a long pause; source_key makes a repeated write find what it wrote before; cues: what its
-- words show at a glance (an instruction, a preference, a change, a time, a number, that it is short).
CREATE TABLE turns (
    scope_id        uuid NOT NULL,
    turn_id         uuid NOT NULL,
    user_id         uuid NOT NULL,
    conversation_id uuid NOT NULL,
    turn_number     integer NOT NULL,
    seq             bigint NOT NULL,
    sitting         integer NOT NULL,
    role            text NOT NULL CHECK (role IN ('user', 'assistant', 'system', 'tool')),
    speaker         text,
    content         text NOT NULL,
    said_at         timestamptz NOT NULL,
    metadata        jsonb NOT NULL DEFAULT '{}',
    source_key      text,
    cues            text[] NOT NULL DEFAULT '{}',
    parts           smallint NOT NULL DEFAULT 1,
    length          integer NOT NULL DEFAULT 0,
    last_used_turn  integer,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (scope_id, turn_id),
    FOREIGN KEY (scope_id, conversation_id) REFERENCES conversations ON DELETE CASCADE
);
CREATE UNIQUE INDEX idx_turns_number ON turns (scope_id, conversation_id, turn_number);
CREATE UNIQUE INDEX idx_turns_seq ON turns (scope_id, seq);
CREATE UNIQUE INDEX idx_turns_source_key ON turns (scope_id, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX idx_turns_said_at ON turns (scope_id, said_at);
CREATE INDEX idx_turns_standing ON turns (scope_id, seq) WHERE cues && '{instruction,preference}';

-- Nothing is overwritten: a change closes one row and opens another. valid_from/valid_to: true in the world;
-- recorded_at/superseded_at: believed by us.
CREATE TABLE memories (
    scope_id        uuid NOT NULL,
    memory_id       uuid NOT NULL,
    user_id         uuid NOT NULL,
    seq             bigint NOT NULL,
    kind            text NOT NULL,
    content         text NOT NULL,
    slot            text,
    status          text NOT NULL DEFAULT 'current' CHECK (status IN ('current', 'superseded', 'quarantined')),
    confidence      real NOT NULL DEFAULT 1,
    importance      real NOT NULL DEFAULT 0.5,
    trust           real NOT NULL DEFAULT 1,
    origin          text NOT NULL DEFAULT 'user',
    conversation_id uuid,
    source_turn_ids uuid[] NOT NULL DEFAULT '{}',
    source_turn     integer,
    valid_from      timestamptz,
    valid_to        timestamptz,
    recorded_at     timestamptz NOT NULL,
    superseded_at   timestamptz,
    superseded_by   uuid,
    supersedes      uuid,
    last_used_turn  integer,
    metadata        jsonb NOT NULL DEFAULT '{}',
    expires_at      timestamptz,
    source_key      text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (scope_id, memory_id)
);
CREATE UNIQUE INDEX idx_memories_seq ON memories (scope_id, seq);
CREATE UNIQUE INDEX idx_memories_source_key ON memories (scope_id, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX idx_memories_newest ON memories (scope_id, created_at DESC, memory_id DESC);
CREATE INDEX idx_memories_conversation_id ON memories (scope_id, conversation_id);
CREATE INDEX idx_memories_closed ON memories (scope_id, seq) WHERE status <> 'current' OR expires_at IS NOT NULL;
CREATE INDEX idx_memories_user_id ON memories (user_id);
CREATE INDEX idx_memories_created_at ON memories (created_at);

-- The search index: a turn or memory (by its seq) in parts that fit the embedding model. The key of postings includes
-- user_id because row-level security reads it: without it no search could stay inside the index.
CREATE TABLE postings (
    scope_id uuid NOT NULL,
    user_id  uuid NOT NULL,
    term     text COLLATE "C" NOT NULL,
    seq      bigint NOT NULL,
    part     smallint NOT NULL,
    count    smallint NOT NULL,
    length   smallint NOT NULL,
    PRIMARY KEY (scope_id, term, seq, part) INCLUDE (user_id, count, length)
);
CREATE INDEX idx_postings_seq ON postings (scope_id, seq);

CREATE TABLE embedding_models (
    model_id   smallint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    name       text NOT NULL UNIQUE,
    dimension  integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- starts and ends are character offsets into the content. ann: the row is in the approximate index of its model, which
-- holds large scopes only (small ones are scanned exactly).
CREATE TABLE embeddings (
    scope_id  uuid NOT NULL,
    user_id   uuid NOT NULL,
    model_id  smallint NOT NULL REFERENCES embedding_models,
    seq       bigint NOT NULL,
    part      smallint NOT NULL,
    starts    integer NOT NULL,
    ends      integer NOT NULL,
    ann       boolean NOT NULL DEFAULT false,
    embedding halfvec NOT NULL,
    PRIMARY KEY (scope_id, model_id, seq, part)
);
ALTER TABLE embeddings ALTER COLUMN embedding SET STORAGE PLAIN;

-- Work and writes -----------------------------------------------------------------------------------------------------

CREATE TABLE jobs (
    scope_id     uuid NOT NULL,
    job_id       uuid NOT NULL,
    user_id      uuid NOT NULL,
    subject      text NOT NULL,
    kind         text NOT NULL,
    payload      jsonb NOT NULL DEFAULT '{}',
    upload       bytea,
    status       text NOT NULL DEFAULT 'queued',
    attempts     integer NOT NULL DEFAULT 0,
    progress     jsonb NOT NULL DEFAULT '{}',
    failures     jsonb NOT NULL DEFAULT '[]',
    run_at       timestamptz NOT NULL DEFAULT now(),
    leased_until timestamptz,
    leased_by    text,
    claimed_at   timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    finished_at  timestamptz,
    PRIMARY KEY (scope_id, job_id)
);
CREATE INDEX idx_jobs_due ON jobs (run_at) WHERE status IN ('queued', 'running', 'failed');
CREATE INDEX idx_jobs_served ON jobs (user_id, claimed_at);

CREATE TABLE idempotency (
    scope_id     uuid NOT NULL,
    key          text NOT NULL,
    user_id      uuid NOT NULL,
    request_hash bytea NOT NULL,
    status       smallint,
    body         bytea,
    headers      jsonb NOT NULL DEFAULT '{}',
    leased_until timestamptz NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (scope_id, key)
);
CREATE INDEX idx_idempotency_created_at ON idempotency (created_at);

-- What a search may find ----------------------------------------------------------------------------------------------

-- The seq of every turn and memory that passes the filters of a search; null: that filter is not set. It is one plain query,
-- so that the planner sees through it into the search that uses it.
CREATE FUNCTION passing(
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
    SELECT m.seq FROM memories m
    WHERE m.scope_id = scope
      AND (wanted_types IS NULL OR m.kind = ANY (wanted_types))
      AND (from_at IS NULL OR m.recorded_at >= from_at)
      AND (to_at IS NULL OR m.recorded_at <= to_at)
      AND m.status <> 'quarantined'
      AND (m.status = 'current' OR true_at IS NOT NULL OR known IS NOT NULL OR known_seq IS NOT NULL)
      AND (m.expires_at IS NULL OR m.expires_at > now() OR true_at IS NOT NULL OR known IS NOT NULL)
      AND (true_at IS NULL OR (coalesce(m.valid_from <= true_at, true) AND coalesce(m.valid_to > true_at, true)))
      AND (known IS NULL OR (m.recorded_at <= known AND coalesce(m.superseded_at > known, true)))
      AND (known_seq IS NULL OR (m.seq <= known_seq AND NOT EXISTS (
              SELECT FROM memories s WHERE s.scope_id = scope AND s.memory_id = m.superseded_by AND s.seq <= known_seq)))
      AND (conversation IS NULL OR m.conversation_id = conversation)
      AND (contained IS NULL OR m.metadata @> contained)
$$;

-- Row-level security --------------------------------------------------------------------------------------------------

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['scopes', 'conversations', 'turns', 'memories', 'postings', 'embeddings', 'jobs', 'idempotency']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY own ON %I USING (user_id = (SELECT toldonce_user())
                 AND ((SELECT toldonce_scope()) IS NULL OR scope_id = (SELECT toldonce_scope())))', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['users', 'sessions', 'refresh_tokens', 'api_keys', 'erasures']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own ON %I USING (user_id = (SELECT toldonce_user()))', name);
    END LOOP;
    -- To find out who somebody is, the account tables must be readable before the user is known.
    FOREACH name IN ARRAY ARRAY['users', 'sessions', 'refresh_tokens', 'api_keys']
    LOOP
        EXECUTE format('CREATE POLICY authentication ON %I USING ((SELECT toldonce_purpose()) = ''authenticate'')', name);
    END LOOP;
END $$;
-- A worker takes jobs of every user; what it then does runs under the job's own user and scope.
CREATE POLICY work ON jobs USING ((SELECT toldonce_purpose()) = 'work');
CREATE POLICY upkeep ON scopes FOR SELECT USING ((SELECT toldonce_purpose()) = 'work');
CREATE POLICY sweep ON idempotency USING ((SELECT toldonce_purpose()) = 'work');
