-- Standard names instead of private ones. Words: docs/architecture.md.

-- withheld_variant: the variants that are withheld from publication; withheld_at: since when.
ALTER TABLE held_variant RENAME TO withheld_variant;
ALTER TABLE withheld_variant RENAME COLUMN held_at TO withheld_at;

-- checked_at: when a check last found that this edition is still the newest of the CFTC.
ALTER TABLE download RENAME COLUMN looked_at TO checked_at;

-- A full check is recorded with this name and its date at the CFTC: 'full check 2026-06-15'.
UPDATE run SET scope = REPLACE(scope, 'sweep ', 'full check ') WHERE scope LIKE 'sweep %';
