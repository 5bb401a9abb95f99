-- The entries of the stored watchlists.
SELECT watchlist, markets, report_type, subtype, condition_text, label FROM watchlist_entry ORDER BY watchlist, place
