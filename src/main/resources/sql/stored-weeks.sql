-- What is stored of one market between two dates: the content to compare with and where it came from.
SELECT
    id, since_version, seen_at, download_id, name_id,
    {week_columns}
FROM week
WHERE id BETWEEN :first AND :last
ORDER BY id
