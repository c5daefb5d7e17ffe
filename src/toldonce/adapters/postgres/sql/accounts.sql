-- name: add_account!
-- Store a new account.
INSERT INTO users (user_id, email, password_hash, full_name, created_at, updated_at)
VALUES (:user_id, :email, :password_hash, :full_name, :created_at, :created_at);

-- name: account_by_email
-- The account of an address, whatever its case.
SELECT user_id, email, full_name, created_at, password_hash FROM users WHERE lower(email) = lower(:email);

-- name: account
-- The account of an id.
SELECT user_id, email, full_name, created_at, password_hash FROM users WHERE user_id = :user_id;

-- name: change_account
-- Rename an account.
UPDATE users SET full_name = :full_name, updated_at = now()
WHERE user_id = :user_id
RETURNING user_id, email, full_name, created_at;

-- name: change_password!
-- Set the hash of a new password.
UPDATE users SET password_hash = :password_hash, updated_at = now() WHERE user_id = :user_id;

-- name: rehash!
-- Replace the hash of a password that stays the same, unless it was changed meanwhile.
UPDATE users SET password_hash = :new_hash, updated_at = now()
WHERE user_id = :user_id AND password_hash = :old_hash;

-- name: add_session!
-- Begin a session.
INSERT INTO sessions (session_id, user_id, created_at, expires_at)
VALUES (:session_id, :user_id, :now, :expires_at);

-- name: add_refresh_token!
-- Add a token to the family of a session.
INSERT INTO refresh_tokens (token_hash, follows, session_id, user_id, created_at, expires_at)
VALUES (:token_hash, :follows, :session_id, :user_id, :now, :expires_at);

-- name: refresh_token
-- A token with the state of its session.
SELECT t.user_id, t.session_id, t.expires_at, t.used_at, s.revoked_at IS NOT NULL AS session_revoked
FROM refresh_tokens t
JOIN sessions s ON s.session_id = t.session_id
WHERE t.token_hash = :token_hash;

-- name: lock_refresh_token
-- A token that may be used (not used before :used_since, no successor used, session not revoked), kept from others until the
-- end of the transaction.
SELECT t.user_id, t.session_id
FROM refresh_tokens t
JOIN sessions s ON s.session_id = t.session_id
WHERE t.token_hash = :token_hash AND s.revoked_at IS NULL AND (t.used_at IS NULL OR t.used_at >= :used_since)
  AND NOT EXISTS (SELECT FROM refresh_tokens n WHERE n.follows = t.token_hash AND n.used_at IS NOT NULL)
FOR UPDATE OF s, t;

-- name: use_refresh_token!
-- Remember the first use of a token.
UPDATE refresh_tokens SET used_at = coalesce(used_at, :now) WHERE token_hash = :token_hash;

-- name: prolong_session!
-- Let a session live as long as its newest token.
UPDATE sessions SET expires_at = greatest(expires_at, :expires_at) WHERE session_id = :session_id;

-- name: revoke_session!
-- End one session.
UPDATE sessions SET revoked_at = :now WHERE session_id = :session_id AND revoked_at IS NULL;

-- name: revoke_sessions!
-- End every session of an account but one.
UPDATE sessions SET revoked_at = :now
WHERE user_id = :user_id AND revoked_at IS NULL AND session_id IS DISTINCT FROM :keep_session::uuid;

-- name: session_alive
-- Whether the session is that account's, not revoked and not expired.
SELECT EXISTS (
    SELECT FROM sessions
    WHERE session_id = :session_id AND user_id = :user_id AND revoked_at IS NULL AND expires_at > :now
);

-- name: sessions
-- The sessions of an account that are alive, the latest used first.
SELECT s.session_id, s.created_at, s.expires_at,
       coalesce((SELECT max(t.created_at) FROM refresh_tokens t WHERE t.session_id = s.session_id), s.created_at)
           AS last_used_at
FROM sessions s
WHERE s.user_id = :user_id AND s.revoked_at IS NULL AND s.expires_at > :now
ORDER BY last_used_at DESC, s.session_id DESC LIMIT 200;

-- name: add_key!
-- Store a key by its hash.
INSERT INTO api_keys (key_id, user_id, key_hash, key_prefix, name, scopes, created_at, expires_at, last_used_at)
VALUES (:key_id, :user_id, :key_hash, :key_prefix, :name, :scopes, :created_at, :expires_at, :last_used_at);

-- name: key_by_hash
-- An unexpired key.
SELECT key_id, key_prefix, name, scopes, created_at, expires_at, last_used_at, user_id
FROM api_keys
WHERE key_hash = :key_hash AND (expires_at IS NULL OR expires_at > :now::timestamptz);

-- name: note_key_use!
-- Bring the last use of a key up to date, unless somebody else has just done so.
UPDATE api_keys SET last_used_at = :now
WHERE key_id = :key_id AND (last_used_at IS NULL OR last_used_at <= :used_since);

-- name: keys
-- One page of an account's keys, the newest first.
SELECT key_id, key_prefix, name, scopes, created_at, expires_at, last_used_at
FROM api_keys
WHERE user_id = :user_id
  AND (:before_at::timestamptz IS NULL OR (created_at, key_id) < (:before_at, :before_id::uuid))
ORDER BY created_at DESC, key_id DESC
LIMIT :rows;

-- name: delete_key!
-- Delete a key of an account.
DELETE FROM api_keys WHERE user_id = :user_id AND key_id = :key_id;

-- name: lock_scopes
-- The subjects of an account, kept from writers until the end of the transaction.
SELECT scope_id FROM scopes WHERE user_id = :user_id ORDER BY scope_id FOR UPDATE;

-- name: erase_postings!
-- Erase the lexical index of an account's subjects.
DELETE FROM postings WHERE scope_id = ANY (:scope_ids::uuid[]) AND user_id = :user_id;

-- name: erase_embeddings!
-- Erase the vectors of an account's subjects.
DELETE FROM embeddings WHERE scope_id = ANY (:scope_ids::uuid[]) AND user_id = :user_id;

-- name: erase_turns!
-- Erase the turns of an account's subjects.
DELETE FROM turns WHERE scope_id = ANY (:scope_ids::uuid[]) AND user_id = :user_id;

-- name: erase_memories!
-- Erase the memories of an account.
DELETE FROM memories WHERE user_id = :user_id;

-- name: erase_statements!
-- Erase the statements of an account's subjects.
DELETE FROM statements WHERE scope_id = ANY (:scope_ids::uuid[]) AND user_id = :user_id;

-- name: erase_entity_mentions!
-- Erase who was named to an account's subjects.
DELETE FROM entity_mentions WHERE scope_id = ANY (:scope_ids::uuid[]) AND user_id = :user_id;

-- name: erase_memory_changes!
-- Erase the log of changes of an account's subjects.
DELETE FROM memory_changes WHERE scope_id = ANY (:scope_ids::uuid[]) AND user_id = :user_id;

-- name: erase_memory_uses!
-- Erase what the memories of an account's subjects were used for.
DELETE FROM memory_uses WHERE scope_id = ANY (:scope_ids::uuid[]) AND user_id = :user_id;

-- name: erase_search_days!
-- Erase how much was searched in an account's subjects.
DELETE FROM search_days WHERE scope_id = ANY (:scope_ids::uuid[]) AND user_id = :user_id;

-- name: erase_webhook_deliveries!
-- Erase the log of an account's webhooks.
DELETE FROM webhook_deliveries WHERE user_id = :user_id;

-- name: erase_webhooks!
-- Erase the webhooks of an account, before what they would be told of.
DELETE FROM webhooks WHERE user_id = :user_id;

-- name: erase_conversations!
-- Erase the conversations of an account.
DELETE FROM conversations WHERE user_id = :user_id;

-- name: erase_jobs!
-- Erase the background work of an account.
DELETE FROM jobs WHERE user_id = :user_id;

-- name: erase_idempotency!
-- Erase the stored answers of an account.
DELETE FROM idempotency WHERE user_id = :user_id;

-- name: erase_scopes!
-- Erase the subjects of an account.
DELETE FROM scopes WHERE user_id = :user_id;

-- name: erase_refresh_tokens!
-- Erase the refresh tokens of an account.
DELETE FROM refresh_tokens WHERE session_id IN (SELECT session_id FROM sessions WHERE user_id = :user_id);

-- name: erase_sessions!
-- Erase the sessions of an account.
DELETE FROM sessions WHERE user_id = :user_id;

-- name: erase_api_keys!
-- Erase the keys of an account.
DELETE FROM api_keys WHERE user_id = :user_id;

-- name: erase_users!
-- Erase the account itself.
DELETE FROM users WHERE user_id = :user_id;
