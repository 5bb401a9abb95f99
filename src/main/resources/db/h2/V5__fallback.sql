-- Where reports come from when not by the schedule from the CFTC's files: the inbox, and the CFTC's Socrata service as the fall-back.
-- A column's checks go with the column; so both databases take the new ones.

ALTER TABLE run ADD COLUMN new_cause VARCHAR;
UPDATE run SET new_cause = cause;
ALTER TABLE run DROP COLUMN cause;
ALTER TABLE run ALTER COLUMN new_cause RENAME TO cause;
ALTER TABLE run ALTER COLUMN cause SET NOT NULL;
ALTER TABLE run ADD CONSTRAINT run_cause_is_known CHECK (cause IN ('timer', 'start', 'manual', 'once', 'inbox'));

-- download.kind 'fallback': rows of the Socrata service, path and years as they were asked for; any file of the CFTC goes before them.
ALTER TABLE download ADD COLUMN new_kind VARCHAR;
UPDATE download SET new_kind = kind;
ALTER TABLE download DROP COLUMN kind;
ALTER TABLE download ALTER COLUMN new_kind RENAME TO kind;
ALTER TABLE download ALTER COLUMN kind SET NOT NULL;
ALTER TABLE download ADD CONSTRAINT download_kind_is_known CHECK (kind IN ('yearly', 'bundle', 'weekly', 'fallback'));
