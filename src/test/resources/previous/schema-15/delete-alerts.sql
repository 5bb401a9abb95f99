-- Deletes the alerts from before a moment.
DELETE FROM market_alert WHERE created_at < :before
