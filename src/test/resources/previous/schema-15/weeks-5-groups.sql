-- The weeks of some markets at a version, unless a later load has changed them, for payloads of five groups.
SELECT
    id, name_id,
    gross_4_long, gross_4_short, gross_8_long, gross_8_short, net_4_long, net_4_short, net_8_long, net_8_short, open_interest, oi_change, g1_long, g1_short, g1_spread, g1_change_long, g1_change_short, g2_long, g2_short, g2_spread, g2_change_long, g2_change_short, g3_long, g3_short, g3_spread, g3_change_long, g3_change_short, g4_long, g4_short, g4_spread, g4_change_long, g4_change_short, g5_long, g5_short, g5_spread, g5_change_long, g5_change_short,
    published_at, published_derived
FROM week
WHERE id BETWEEN :first AND :last AND since_version <= :version
ORDER BY id
