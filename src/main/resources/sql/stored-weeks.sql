-- The stored weeks of a market between two dates, with their downloads, for comparison.
SELECT
    id, since_version, seen_at, download_id, name_id,
    {week_columns}
FROM week
WHERE id BETWEEN :first AND :last
ORDER BY id
