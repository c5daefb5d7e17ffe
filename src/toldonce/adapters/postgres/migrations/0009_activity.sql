-- What a memory was used for, and how much was searched. Both hold ids and numbers, nothing that was said or asked.

-- The turns for whose answers a memory was placed in the prompt.
CREATE TABLE memory_uses (
    scope_id  uuid NOT NULL,
    memory_id uuid NOT NULL,
    turn_id   uuid NOT NULL,
    user_id   uuid NOT NULL,
    PRIMARY KEY (scope_id, memory_id, turn_id)
);
CREATE INDEX idx_memory_uses_turn_id ON memory_uses (scope_id, turn_id);

-- The searches of a day (UTC) and the milliseconds that they took, together and at most.
CREATE TABLE search_days (
    scope_id     uuid NOT NULL,
    day          date NOT NULL,
    user_id      uuid NOT NULL,
    searches     bigint NOT NULL,
    milliseconds double precision NOT NULL,
    slowest      double precision NOT NULL,
    PRIMARY KEY (scope_id, day)
);

DO $$
DECLARE
    name text;
    owner text;
BEGIN
    FOREACH name IN ARRAY ARRAY['memory_uses', 'search_days']
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
