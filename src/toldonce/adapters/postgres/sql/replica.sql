-- name: place
-- How far a scope is: its last write and its last erasure, and which of the scopes of this id it is (a forgotten one may begin again).
SELECT last_seq, erasures, created_at FROM scopes WHERE scope_id = :scope_id;

-- name: is_level
-- Whether this server has everything of a scope up to a place that another one told.
SELECT EXISTS (
    SELECT FROM scopes
    WHERE scope_id = :scope_id AND created_at = :created_at AND erasures = :erasures AND last_seq >= :last_seq
);
