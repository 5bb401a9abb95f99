-- The conditions that held at the last evaluation.
SELECT watchlist, entry, variant, code FROM held_condition
