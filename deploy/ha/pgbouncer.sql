-- Lets PgBouncer look up who may come in. Run once as a superuser in the database of toldonce, then give the role a password:
--   ALTER ROLE pgbouncer PASSWORD '...';
CREATE ROLE pgbouncer LOGIN;
CREATE SCHEMA pgbouncer AUTHORIZATION pgbouncer;
CREATE FUNCTION pgbouncer.login(INOUT name text, OUT verifier text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog AS $$
    SELECT rolname, rolpassword FROM pg_authid
    WHERE rolname = name AND rolcanlogin AND NOT rolsuper AND NOT rolreplication AND rolname LIKE 'toldonce%'
$$;
REVOKE ALL ON FUNCTION pgbouncer.login FROM public;
GRANT EXECUTE ON FUNCTION pgbouncer.login TO pgbouncer;
