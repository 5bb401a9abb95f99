-- What an interrupted run has to go on with, and whose reading of the archives is stored.

-- scope: 'everything'; 'sweep 2026-06-15', of a date at the CFTC; 'weekly legacy/fo,tff/fo', the weekly files of variants;
-- 'inbox tff/fo 2025', an archive that lies in the inbox. Earlier runs are taken for runs of everything.
-- forced: everything is read and published again, news or not.
ALTER TABLE run ADD COLUMN scope VARCHAR DEFAULT 'everything' NOT NULL;
ALTER TABLE run ADD COLUMN forced BOOLEAN DEFAULT FALSE NOT NULL;
UPDATE run SET scope = 'inbox' WHERE cause = 'inbox';

-- build: the one that archives were last read by; under another one every archive is asked for and read anew. Its one row is there always.
CREATE TABLE report_state (
    id INT PRIMARY KEY CHECK (id = 1),
    build VARCHAR NOT NULL
);
INSERT INTO report_state (id, build) VALUES (1, '');
