-- A page of the alerts, the earliest first.
SELECT
    id, created_at, data_version, watchlist, entry, label, variant, code, name, report_date, condition_text, compared
FROM market_alert
WHERE id > :since_id AND created_at >= :since
    AND (:watchlists = '' OR watchlist = :watchlists) AND (:codes = '' OR code = :codes)
ORDER BY id
OFFSET :offset ROWS FETCH NEXT :limit ROWS ONLY
