-- Turns that came through a gateway carry the fingerprint of the messages that end with them; a later request that brings
-- those messages again is found by it. No turn has one yet, so the index is made in one scan and writes wait no longer.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX idx_turns_thread ON turns (scope_id, (metadata #>> '{toldonce,tail}'), seq)
    WHERE metadata #>> '{toldonce,tail}' IS NOT NULL;
