-- A repeated write of a memory finds what it wrote before by the key of its statement: no statement of the service names this
-- column any more, so processes that still run the version before are not disturbed.

-- squawk-ignore ban-drop-column
ALTER TABLE memories DROP COLUMN source_key;
