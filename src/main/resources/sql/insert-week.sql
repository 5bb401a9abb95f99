-- Inserts a week.
INSERT INTO week (
    id, market_id, report_date, name_id, download_id, line, since_version, published_at, published_derived, seen_at,
    {week_columns}
) VALUES (
    :id, :market_id, :report_date, :name_id, :download_id, :line, :since_version, :published_at, :published_derived, :seen_at,
    {week_parameters}
)
