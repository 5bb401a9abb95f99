-- The open interest of each market of a variant on one day and on an earlier one, beside that of its other subtype.
-- same: whether both have the same positions. NULL where a week is not stored.
SELECT
    own.open_interest AS own_now, other.open_interest AS other_now,
    own_before.open_interest AS own_then, other_before.open_interest AS other_then,
    (
        own.open_interest = other.open_interest
        AND own.g1_long = other.g1_long AND own.g1_short = other.g1_short AND own.g1_spread = other.g1_spread
        AND own.g2_long = other.g2_long AND own.g2_short = other.g2_short
        AND own.g3_long = other.g3_long AND own.g3_short = other.g3_short
    ) AS same
FROM market m
JOIN week own ON own.id = CAST(m.id AS BIGINT) * 100000 + :day
LEFT JOIN market n ON n.variant_id = :other AND n.code = m.code
LEFT JOIN week other ON other.id = CAST(n.id AS BIGINT) * 100000 + :day
LEFT JOIN week own_before ON own_before.id = CAST(m.id AS BIGINT) * 100000 + :before
LEFT JOIN week other_before ON other_before.id = CAST(n.id AS BIGINT) * 100000 + :before
WHERE m.variant_id = :own
