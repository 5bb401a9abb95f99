-- Adds an entry to a watchlist.
INSERT INTO watchlist_entry (watchlist, place, markets, report_type, subtype, condition_text, label)
VALUES (:watchlist, :place, :markets, :report_type, :subtype, :condition_text, :label)
