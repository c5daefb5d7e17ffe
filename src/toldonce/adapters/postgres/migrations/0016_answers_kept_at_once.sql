-- Keep what a key brought in one round trip: a statement that is sent cannot say whose rows it may change and change them as well.
-- Everybody sees the answer at once; no disk is waited for.
CREATE FUNCTION keep_answer(
    caller uuid, its_scope uuid, its_key text, its_status smallint, its_body bytea, its_headers jsonb
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM see_as(caller, its_scope), set_config('synchronous_commit', 'off', true);
    UPDATE idempotency SET status = its_status, body = its_body, headers = its_headers
    WHERE scope_id = its_scope AND key = its_key AND status IS NULL;
    RETURN FOUND;
END
$$;
