-- The id of the newest alert, 0 without one.
SELECT COALESCE(MAX(id), 0) FROM market_alert
