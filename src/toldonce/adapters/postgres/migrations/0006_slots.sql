-- A question that names a slot finds its memories by it. Built before anything is served: there is nobody to wait for it.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX idx_memories_slot ON memories (scope_id, slot);
