-- The weeks of a market with a derived moment of release, and when each was first seen.
SELECT
    w.id AS week_id,
    w.since_version AS version,
    w.published_at,
    LEAST(w.seen_at, COALESCE((SELECT MIN(r.seen_at) FROM revision r WHERE r.week_id = w.id), w.seen_at)) AS first_seen_at
FROM week w
WHERE w.id BETWEEN :first AND :last AND w.published_derived
