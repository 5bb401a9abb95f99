-- The directory of the published version, variant by variant, by code.
SELECT v.path AS variant, m.code, n.name, n.exchange, p.weeks, p.first_date, p.last_date
FROM published_market p
JOIN market m ON m.id = p.market_id
JOIN market_name n ON n.id = p.name_id
JOIN variant v ON v.id = m.variant_id
ORDER BY m.variant_id, m.code
