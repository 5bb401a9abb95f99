-- Deletes a watchlist.
DELETE FROM watchlist_entry WHERE watchlist = :watchlist
