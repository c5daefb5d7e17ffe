-- A process that keeps a subject tells by four numbers whether all that it keeps is so still: last_seq counts what was written,
-- erasures what was forgotten, uses what changes without either: what was placed in prompts, and what faded.
ALTER TABLE scopes ADD COLUMN uses bigint NOT NULL DEFAULT 0;

COMMENT ON COLUMN scopes.uses IS
    'How often turns or memories changed without a new seq and without an erasure: their last use, their strength.';

-- The uses of a scope; for a statement that cannot say whose rows it may see and read them as well.
CREATE FUNCTION uses_now(caller uuid, its_scope uuid) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM see_as(caller, its_scope);
    RETURN (SELECT s.uses FROM scopes s WHERE s.scope_id = its_scope);
END
$$;
