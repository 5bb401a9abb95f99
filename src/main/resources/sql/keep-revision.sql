-- Keeps the content of a week for readers of the versions before the one that changes it.
INSERT INTO revision (
    week_id, until_version, kind, replaced_at, replaced_by,
    market_id, report_date, name_id, download_id, line, since_version, published_at, published_derived, seen_at,
    {week_columns}
)
SELECT
    id, :version, :kind, :replaced_at, :replaced_by,
    market_id, report_date, name_id, download_id, line, since_version, published_at, published_derived, seen_at,
    {week_columns}
FROM week
WHERE id = :id
