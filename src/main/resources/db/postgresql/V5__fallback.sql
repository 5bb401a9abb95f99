-- As the migration of H2 with this number, whose statement that renames a column PostgreSQL does not have.

ALTER TABLE run ADD COLUMN new_cause VARCHAR;
UPDATE run SET new_cause = cause;
ALTER TABLE run DROP COLUMN cause;
ALTER TABLE run RENAME COLUMN new_cause TO cause;
ALTER TABLE run ALTER COLUMN cause SET NOT NULL;
ALTER TABLE run ADD CONSTRAINT run_cause_is_known CHECK (cause IN ('timer', 'start', 'manual', 'once', 'inbox'));

ALTER TABLE download ADD COLUMN new_kind VARCHAR;
UPDATE download SET new_kind = kind;
ALTER TABLE download DROP COLUMN kind;
ALTER TABLE download RENAME COLUMN new_kind TO kind;
ALTER TABLE download ALTER COLUMN kind SET NOT NULL;
ALTER TABLE download ADD CONSTRAINT download_kind_is_known CHECK (kind IN ('yearly', 'bundle', 'weekly', 'fallback'));
