-- The weeks of a variant between two days at a version, with their moments of release.
SELECT w.id, w.published_at
FROM market m
JOIN week w ON w.id BETWEEN CAST(m.id AS BIGINT) * 100000 + :first_day AND CAST(m.id AS BIGINT) * 100000 + :last_day
WHERE m.variant_id = :variant AND w.since_version <= :version
