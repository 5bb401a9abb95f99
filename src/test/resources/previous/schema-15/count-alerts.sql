-- The number of alerts.
SELECT COUNT(*)
FROM market_alert
WHERE id > :since_id AND created_at >= :since
    AND (:watchlists = '' OR watchlist = :watchlists) AND (:codes = '' OR code = :codes)
