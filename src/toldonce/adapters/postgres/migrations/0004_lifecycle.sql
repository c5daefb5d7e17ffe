-- Upkeep of memories: when each was last used, and when a scope was last looked after.

ALTER TABLE memories ADD COLUMN last_used_at timestamptz;
ALTER TABLE scopes ADD COLUMN upkeep_at timestamptz NOT NULL DEFAULT now();

-- Writes wait for the columns added above until this file is through: indexes made beside them would gain nothing.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX idx_scopes_upkeep_at ON scopes (upkeep_at);
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX idx_memories_expires_at ON memories (scope_id, expires_at) WHERE expires_at IS NOT NULL;
