-- The withheld variants, and why they are withheld.
SELECT
    v.path AS variant, w.as_of, w.withheld_at, w.run_id, w.newest_report_date, w.newest_markets, w.lost_weeks, w.cause, w.odd_markets,
    w.reason
FROM withheld_variant w
JOIN variant v ON v.id = w.variant_id
ORDER BY w.variant_id
