-- The earlier contents of a market's weeks with a derived moment of release, and when each week was first seen.
SELECT
    e.week_id,
    e.until_version AS version,
    e.published_at,
    LEAST(e.seen_at, (SELECT MIN(r.seen_at) FROM revision r WHERE r.week_id = e.week_id)) AS first_seen_at
FROM revision e
WHERE e.week_id BETWEEN :first AND :last AND e.published_derived
