-- All contents of a week, earlier ones and the newest.
SELECT
    c.since_version, n.name, n.exchange,
    {week_columns}
FROM (
    SELECT
        since_version, name_id,
        {week_columns}
    FROM revision
    WHERE week_id = :id
    UNION ALL
    SELECT
        since_version, name_id,
        {week_columns}
    FROM week
    WHERE id = :id
) c
JOIN market_name n ON n.id = c.name_id
