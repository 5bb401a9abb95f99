-- What builds of different releases on one database need to know of each other (docs/decisions/0039-compatibility-of-releases.md).

-- oldest_reader: the schema of the oldest build that can read the tables. A build that knows an older schema than this one reads them
-- only if its own is not below that number. The last migration of each release sets it to the schema of the release before.
CREATE TABLE schema_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    oldest_reader INTEGER NOT NULL
);
INSERT INTO schema_state (id, oldest_reader) VALUES (1, 15);

-- newest_build: the version of the newest build that has led; an older one does not lead any more. Empty: none that stores it has led.
ALTER TABLE lease ADD COLUMN newest_build VARCHAR(64) DEFAULT '' NOT NULL;
