-- Which calendar of releases the moments in published_at follow, where nobody saw a week arrive.

-- Its one row. calendar: a digest of what the calendar says; empty before the moments were derived from it as a whole.
CREATE TABLE release_state (
    id INT PRIMARY KEY CHECK (id = 1),
    calendar VARCHAR NOT NULL
);
INSERT INTO release_state (id, calendar) VALUES (1, '');

-- The moments of report dates while weeks follow a new calendar; empty at all other times.
CREATE TABLE release_moment (
    report_date DATE PRIMARY KEY,
    published_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- A file of which more years were wanted later has two downloads; the narrower one gives way, as it does with every load from now on.
UPDATE download
SET path = path || '@' || id
WHERE EXISTS (
    SELECT 1
    FROM download wider
    WHERE
        wider.path = download.path AND wider.id <> download.id
        AND wider.first_year <= download.first_year AND wider.last_year >= download.last_year
);
