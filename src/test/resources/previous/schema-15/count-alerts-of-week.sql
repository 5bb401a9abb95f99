-- The number of alerts of a condition about one week of a market.
SELECT COUNT(*) FROM market_alert WHERE watchlist = :watchlist AND entry = :entry AND variant = :variant AND code = :code AND report_date = :report_date
