-- The number of weeks of a variant that readers of a version see and that are no longer stored.
SELECT COUNT(*)
FROM revision r
WHERE r.week_id BETWEEN :first AND :last AND r.since_version <= :as_of AND r.until_version > :as_of
    AND NOT EXISTS (SELECT 1 FROM week w WHERE w.id = r.week_id)
