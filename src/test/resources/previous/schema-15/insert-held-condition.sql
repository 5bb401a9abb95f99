-- Notes that a condition holds.
INSERT INTO held_condition (watchlist, entry, variant, code) VALUES (:watchlist, :entry, :variant, :code)
