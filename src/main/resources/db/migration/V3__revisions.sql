-- What changed and vanished, when it was known, and when weeks were published. Words: docs/architecture.md.

-- looked_at: when the CFTC was last seen to have this edition as its newest; absent when that may have been read in another way than today.
-- A newer edition of a weekly file gets a row of its own, as it does not hold the weeks of the one before: that one stays for its weeks,
-- its path followed by '@' and its id.
ALTER TABLE download ADD COLUMN looked_at TIMESTAMP WITH TIME ZONE;

-- published_at: when the CFTC released the week for the first time, whatever became of its content; published_derived: whether that
-- follows from the calendar of releases, as nobody saw it arrive. Weeks that are stored already get the plain rule of the calendar.
ALTER TABLE week ADD COLUMN published_derived BOOLEAN DEFAULT TRUE NOT NULL;
ALTER TABLE revision ADD COLUMN published_derived BOOLEAN DEFAULT TRUE NOT NULL;
UPDATE week
SET published_at = LEAST(seen_at, CAST(
    CAST(report_date + MOD(12 - CAST(EXTRACT(ISODOW FROM report_date) AS INT), 7) AS VARCHAR) || ' 15:30:00 America/New_York'
    AS TIMESTAMP WITH TIME ZONE))
WHERE published_at IS NULL;
UPDATE revision
SET published_at = LEAST(seen_at, CAST(
    CAST(report_date + MOD(12 - CAST(EXTRACT(ISODOW FROM report_date) AS INT), 7) AS VARCHAR) || ' 15:30:00 America/New_York'
    AS TIMESTAMP WITH TIME ZONE))
WHERE published_at IS NULL;
ALTER TABLE week ALTER COLUMN published_at SET NOT NULL;
ALTER TABLE revision ALTER COLUMN published_at SET NOT NULL;

-- replaced_by: the download whose edition has another content, or lacks the week; absent when that is not known.
-- returned_at, returned_version: when a vanished week was loaded again, and from which data version on readers see it; absent while it is gone.
ALTER TABLE revision ADD COLUMN replaced_by BIGINT;
ALTER TABLE revision ADD COLUMN returned_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE revision ADD COLUMN returned_version BIGINT;
