-- Tells one state of a store from another: the schema, and the newest that was stored of each kind.
SELECT
    (SELECT MAX(CAST("version" AS INT)) FROM "flyway_schema_history") AS schema_version,
    (SELECT COALESCE(MAX(version), 0) FROM publication) AS data_version,
    (SELECT MAX(created_at) FROM publication) AS published_at,
    (SELECT MAX(id) FROM run) AS newest_run,
    (SELECT MAX(loaded_at) FROM download) AS loaded_at,
    (SELECT MAX(checked_at) FROM download) AS checked_at,
    (SELECT MAX(asked_at) FROM price_symbol) AS prices_at,
    (SELECT MAX(id) FROM market_alert) AS newest_alert
