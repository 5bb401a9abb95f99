-- The week of a market with a given number of newer weeks that were released up to a moment, for readers of a version.
SELECT id
FROM week
WHERE id BETWEEN :first AND :last AND since_version <= :version AND published_at <= :released_until
ORDER BY id DESC
OFFSET :newer ROWS FETCH FIRST 1 ROW ONLY
