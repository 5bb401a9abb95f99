-- The open interest of each market in a variant's newest stored release, and what readers see of it in its newest published one.
SELECT w.open_interest, COALESCE(same.open_interest, earlier.open_interest) AS published
FROM market m
JOIN week w ON w.id = CAST(m.id AS BIGINT) * 100000 + :newest
LEFT JOIN week same ON same.id = CAST(m.id AS BIGINT) * 100000 + :published AND same.since_version <= :as_of
LEFT JOIN revision earlier
    ON earlier.week_id = CAST(m.id AS BIGINT) * 100000 + :published
        AND earlier.since_version <= :as_of AND earlier.until_version > :as_of
WHERE m.variant_id = :variant
