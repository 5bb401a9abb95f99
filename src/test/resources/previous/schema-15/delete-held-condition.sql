-- Notes that a condition holds no more.
DELETE FROM held_condition WHERE watchlist = :watchlist AND entry = :entry AND variant = :variant AND code = :code
