-- The week of a market before which readers of a version see so many newer ones.
SELECT id
FROM week
WHERE id BETWEEN :first AND :last AND since_version <= :version
ORDER BY id DESC
OFFSET :newer ROWS FETCH FIRST 1 ROW ONLY
