-- The content of a week that readers of a version see, if a later load has changed it.
SELECT
    week_id, since_version, seen_at, download_id, name_id,
    open_interest, oi_change, reportable_long, reportable_short, reportable_change_long, reportable_change_short, traders, traders_reportable_long, traders_reportable_short, g1_long, g1_short, g1_spread, g1_change_long, g1_change_short, g1_change_spread, g1_traders_long, g1_traders_short, g1_traders_spread, g2_long, g2_short, g2_spread, g2_change_long, g2_change_short, g2_change_spread, g2_traders_long, g2_traders_short, g2_traders_spread, g3_long, g3_short, g3_spread, g3_change_long, g3_change_short, g3_change_spread, g3_traders_long, g3_traders_short, g3_traders_spread, g4_long, g4_short, g4_spread, g4_change_long, g4_change_short, g4_change_spread, g4_traders_long, g4_traders_short, g4_traders_spread, g5_long, g5_short, g5_spread, g5_change_long, g5_change_short, g5_change_spread, g5_traders_long, g5_traders_short, g5_traders_spread, gross_4_long, gross_4_short, gross_8_long, gross_8_short, net_4_long, net_4_short, net_8_long, net_8_short
FROM revision
WHERE week_id = :id AND since_version <= :as_of AND until_version > :as_of
