-- The stored weeks of a market between two dates, with their downloads.
SELECT id, download_id, since_version
FROM week
WHERE id BETWEEN :first AND :last
