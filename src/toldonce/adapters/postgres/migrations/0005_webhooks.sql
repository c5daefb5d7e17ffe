-- Webhooks: addresses that are told what happens. An event waits as a row of webhook_deliveries from the very transaction in
-- which it happens, together with the job that delivers it. The log names ids and never quotes what was said.

CREATE TABLE webhooks (
    webhook_id  uuid PRIMARY KEY,
    user_id     uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    job_scope   uuid NOT NULL,
    url         text NOT NULL,
    events      text[] NOT NULL,
    name        text,
    subject     text,
    active      boolean NOT NULL DEFAULT true,
    secret      text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_webhooks_user_id ON webhooks (user_id);

CREATE TABLE webhook_deliveries (
    delivery_id     uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    webhook_id      uuid NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    user_id         uuid NOT NULL,
    about_scope     uuid,
    event           text NOT NULL,
    subject         text,
    memory_id       uuid,
    job_id          uuid,
    status          text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'failed')),
    attempts        integer NOT NULL DEFAULT 0,
    response_status integer,
    reason          text,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempted_at    timestamptz,
    leased_until    timestamptz
);
CREATE INDEX idx_webhook_deliveries_newest ON webhook_deliveries (webhook_id, created_at DESC, delivery_id DESC);
CREATE INDEX idx_webhook_deliveries_waiting ON webhook_deliveries (webhook_id, created_at, delivery_id) WHERE status = 'waiting';
CREATE INDEX idx_webhook_deliveries_about_scope ON webhook_deliveries (about_scope);

DO $$
DECLARE
    name text;
    owner text;
BEGIN
    FOREACH name IN ARRAY ARRAY['webhooks', 'webhook_deliveries']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own ON %I USING (user_id = (SELECT toldonce_user()))', name);
        SELECT pg_get_userbyid(relowner) INTO owner FROM pg_class WHERE oid = name::regclass;
        EXECUTE format(
            'CREATE POLICY backup ON %I FOR SELECT TO %I USING ((SELECT toldonce_purpose()) = ''backup'')', name, owner);
    END LOOP;
END $$;

-- Let the job that delivers for a webhook run, unless one waits already. Its scope is the account's own, outside of which no
-- other job of the account lies: forgetting a subject ends its jobs, and must not keep anybody from being told of it.
-- A job that waits is held until this transaction ends: begun sooner, it would not see the event and end.
CREATE FUNCTION deliver_webhook(webhook uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM jobs j JOIN webhooks w ON j.scope_id = w.job_scope
    WHERE w.webhook_id = webhook AND j.kind = 'webhook' AND j.status IN ('queued', 'failed')
      AND j.payload ->> 'webhook_id' = webhook::text
    FOR SHARE OF j;
    IF NOT FOUND THEN
        INSERT INTO jobs (scope_id, job_id, user_id, subject, kind, payload)
        SELECT w.job_scope, gen_random_uuid(), w.user_id, 'toldonce:webhooks', 'webhook', jsonb_build_object('webhook_id', webhook)
        FROM webhooks w WHERE w.webhook_id = webhook;
    END IF;
END $$;

-- Jobs of an account's webhooks lie in a scope of their own, while a session sees one scope only.
CREATE POLICY webhooks ON jobs
    USING (user_id = (SELECT toldonce_user()) AND kind = 'webhook');

CREATE FUNCTION tell_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told uuid;
BEGIN
    -- Nobody acts when a backup is restored: what it holds has been told before.
    IF toldonce_user() IS NULL THEN
        RETURN NULL;
    END IF;
    FOR told IN
        WITH events AS (
            SELECT n.scope_id, n.user_id, n.memory_id, n.seq,
                   CASE
                       WHEN n.action = 'forgotten' THEN 'memory.forgotten'
                       WHEN n.before IS NULL THEN 'memory.created'
                       ELSE 'memory.superseded'
                   END AS event
            FROM new_rows n
            WHERE n.action = 'forgotten' OR n.before IS NULL OR (n.after = 'superseded' AND n.before ->> 'status' = 'current')
        ), made AS (
            INSERT INTO webhook_deliveries (webhook_id, user_id, about_scope, event, subject, memory_id)
            SELECT w.webhook_id, e.user_id, e.scope_id, e.event, s.subject, e.memory_id
            FROM events e
            JOIN webhooks w ON w.user_id = e.user_id AND w.active AND e.event = ANY (w.events)
            JOIN scopes s ON s.scope_id = e.scope_id
            WHERE w.subject IS NULL OR w.subject = s.subject
            ORDER BY e.seq
            RETURNING webhook_id
        )
        SELECT DISTINCT webhook_id FROM made
    LOOP
        PERFORM deliver_webhook(told);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER tell_webhooks AFTER INSERT ON memory_changes
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_webhooks();

-- A whole subject is forgotten: its log of changes goes with it, and so does what was told of it.
CREATE FUNCTION tell_webhooks_of_subject() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told uuid;
BEGIN
    IF toldonce_user() IS NULL THEN
        RETURN NULL;
    END IF;
    DELETE FROM webhook_deliveries WHERE about_scope = OLD.scope_id AND user_id = OLD.user_id;
    FOR told IN
        INSERT INTO webhook_deliveries (webhook_id, user_id, event, subject)
        SELECT w.webhook_id, w.user_id, 'memory.forgotten', OLD.subject
        FROM webhooks w
        WHERE w.user_id = OLD.user_id AND w.active AND 'memory.forgotten' = ANY (w.events)
          AND (w.subject IS NULL OR w.subject = OLD.subject)
        RETURNING webhook_id
    LOOP
        PERFORM deliver_webhook(told);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER tell_webhooks AFTER DELETE ON scopes FOR EACH ROW EXECUTE FUNCTION tell_webhooks_of_subject();

-- A job was given up. Deliveries themselves are not told of, or a broken address would be told of itself.
CREATE FUNCTION tell_webhooks_of_job() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    acting text := coalesce(current_setting('toldonce.user_id', true), '');
    told uuid;
BEGIN
    IF acting = '' AND toldonce_purpose() <> 'work' THEN
        RETURN NULL;
    END IF;
    -- A worker that gives up on jobs of others acts for nobody; it tells their owners in their own name.
    PERFORM set_config('toldonce.user_id', NEW.user_id::text, true);
    FOR told IN
        INSERT INTO webhook_deliveries (webhook_id, user_id, about_scope, event, subject, job_id)
        SELECT w.webhook_id, w.user_id, NEW.scope_id, 'job.failed', NEW.subject, NEW.job_id
        FROM webhooks w
        WHERE w.user_id = NEW.user_id AND w.active AND 'job.failed' = ANY (w.events)
          AND (w.subject IS NULL OR w.subject = NEW.subject)
        RETURNING webhook_id
    LOOP
        PERFORM deliver_webhook(told);
    END LOOP;
    PERFORM set_config('toldonce.user_id', acting, true);
    RETURN NULL;
END $$;
CREATE TRIGGER tell_webhooks AFTER UPDATE OF status ON jobs
    FOR EACH ROW WHEN (NEW.status = 'dead' AND OLD.status <> 'dead' AND NEW.kind <> 'webhook')
    EXECUTE FUNCTION tell_webhooks_of_job();
