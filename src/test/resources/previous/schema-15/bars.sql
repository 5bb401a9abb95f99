-- The bars of one symbol between two dates as readers of a version see them, oldest first.
SELECT id, open, high, low, close, volume
FROM price_bar
WHERE id BETWEEN :first AND :last AND since_version <= :version
UNION ALL
SELECT bar_id, open, high, low, close, volume
FROM price_revision
WHERE bar_id BETWEEN :first AND :last AND since_version <= :version AND until_version > :version
ORDER BY 1
