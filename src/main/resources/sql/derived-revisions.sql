-- The earlier contents of a market's weeks whose moment of release was derived, and when each week was seen first.
SELECT
    e.week_id,
    e.until_version AS version,
    e.published_at,
    LEAST(e.seen_at, (SELECT MIN(r.seen_at) FROM revision r WHERE r.week_id = e.week_id)) AS first_seen_at
FROM revision e
WHERE e.week_id BETWEEN :first AND :last AND e.published_derived
