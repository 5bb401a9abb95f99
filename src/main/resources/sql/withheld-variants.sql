-- The withheld variants, and why they are withheld.
SELECT
    v.path AS variant, h.as_of, h.held_at, h.run_id, h.newest_report_date, h.newest_markets, h.lost_weeks, h.cause, h.odd_markets,
    h.reason
FROM held_variant h
JOIN variant v ON v.id = h.variant_id
ORDER BY h.variant_id
