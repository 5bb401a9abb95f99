-- What is stored of an archive, and what was answered last, are two facts; and a forced run takes every file's claim away.

-- etag, last_modified, sha256 tell of the stored edition alone.
-- answered_sha256, answered_at: digest and moment of an older edition that was the last answer; absent when the stored edition was.
-- unclaimed: any file goes before this one until its archive is stored again, as a forced run reads everything anew.
ALTER TABLE download ADD COLUMN answered_sha256 VARCHAR;
ALTER TABLE download ADD COLUMN answered_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE download ADD COLUMN unclaimed BOOLEAN DEFAULT FALSE NOT NULL;

-- Locked by the load of a legacy report before it compares futures only with combined, until it ends: one of two loads at the same
-- time sees what the other has stored. Its one row is there always.
CREATE TABLE subtype_check (
    id INT PRIMARY KEY CHECK (id = 1)
);
INSERT INTO subtype_check (id) VALUES (1);
