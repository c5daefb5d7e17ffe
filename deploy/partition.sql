-- Splits the large tables by hash of scope_id, in one transaction: all rows of a subject stay together, and what is asked of one
-- subject touches one partition of each table. For installations whose largest table outgrows memory; see
-- docs/operations/scaling.md. Stop the service, make a backup, and run it as the owner, with room for a second copy of the data:
--
--   PGOPTIONS='-c toldonce.partitions=32' psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -f deploy/partition.sql
--
-- Tables that are partitioned already are left alone. Partitions live in a schema of their own, into which the service may not
-- look: it reaches them through their tables, where row-level security is.

BEGIN;
SET LOCAL lock_timeout = '10s';
SET LOCAL statement_timeout = 0;
CREATE SCHEMA IF NOT EXISTS toldonce_partitions;

DO $$
DECLARE
    partitions integer := coalesce(nullif(current_setting('toldonce.partitions', true), ''), '16');
    large text[] := ARRAY['conversations', 'turns', 'memories', 'statements', 'entity_mentions', 'memory_changes', 'postings',
                          'embeddings'];
    keys text[] := '{}';
    indexes text[] := '{}';
    references_ text[] := '{}';
    rules text[] := '{}';
    moved text[] := '{}';
    name text;
    columns text;
    step text;
BEGIN
    IF partitions NOT BETWEEN 2 AND 1024 THEN
        RAISE EXCEPTION 'toldonce.partitions must be between 2 and 1024, not %', partitions;
    END IF;

    -- What belongs to each table besides its columns, in words that can be said again. Read before anything has another name.
    FOREACH name IN ARRAY large LOOP
        CONTINUE WHEN (SELECT relkind FROM pg_class WHERE oid = name::regclass) = 'p';
        moved := moved || name;
        keys := keys || ARRAY(
            SELECT format('ALTER TABLE %I ADD CONSTRAINT %I %s', name, conname, pg_get_constraintdef(oid))
            FROM pg_constraint WHERE conrelid = name::regclass AND contype IN ('p', 'u') ORDER BY conname);
        indexes := indexes || ARRAY(
            SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i
            WHERE i.indrelid = name::regclass AND i.indisvalid
              AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u'))
            ORDER BY 1);
        references_ := references_ || ARRAY(
            SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint WHERE conrelid = name::regclass AND contype = 'f' ORDER BY conname);
        rules := rules || format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name)
            || format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name) || ARRAY(
            SELECT format('CREATE POLICY %I ON %I AS %s FOR %s TO %s', policyname, tablename, permissive, cmd,
                          (SELECT string_agg(CASE role WHEN 'public' THEN 'public' ELSE quote_ident(role) END, ', ')
                           FROM unnest(roles) AS role))
                   || coalesce(' USING (' || qual || ')', '') || coalesce(' WITH CHECK (' || with_check || ')', '')
            FROM pg_policies WHERE schemaname = current_schema() AND tablename = name ORDER BY policyname)
            || ARRAY(
            SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = name::regclass AND NOT tgisinternal)
            || ARRAY(
            SELECT format('GRANT %s ON %I TO %s', a.privilege_type, name,
                          CASE a.grantee WHEN 0 THEN 'public' ELSE a.grantee::regrole::text END)
            FROM pg_class c, aclexplode(c.relacl) a WHERE c.oid = name::regclass AND a.grantee <> c.relowner);
    END LOOP;

    FOREACH name IN ARRAY moved LOOP
        -- Forced row-level security would hide every row from the owner too.
        EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I RENAME TO %I', name, name || '_whole');
        EXECUTE format(
            'CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING IDENTITY
                 INCLUDING STORAGE INCLUDING COMPRESSION) PARTITION BY HASH (scope_id)', name, name || '_whole');
        FOR number IN 0 .. partitions - 1 LOOP
            EXECUTE format('CREATE TABLE toldonce_partitions.%I PARTITION OF %I FOR VALUES WITH (MODULUS %s, REMAINDER %s)',
                           name || '_' || number, name, partitions, number);
        END LOOP;
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns
        FROM pg_attribute
        WHERE attrelid = (name || '_whole')::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
        EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM %I ORDER BY scope_id', name, columns, columns, name || '_whole');
    END LOOP;
    FOREACH name IN ARRAY moved LOOP
        EXECUTE format('DROP TABLE %I CASCADE', name || '_whole');
    END LOOP;
    FOREACH step IN ARRAY keys || indexes || references_ || rules LOOP
        EXECUTE step;
    END LOOP;
    FOREACH name IN ARRAY moved LOOP
        EXECUTE format('ANALYZE %I', name);
    END LOOP;
END $$;
COMMIT;
