-- The newest two stored releases of a variant between two days, and the number of markets of each.
SELECT w.report_date, COUNT(*) AS markets
FROM market m
JOIN week w ON w.id BETWEEN CAST(m.id AS BIGINT) * 100000 + :first AND CAST(m.id AS BIGINT) * 100000 + :last
WHERE m.variant_id = :variant
GROUP BY w.report_date
ORDER BY w.report_date DESC
FETCH FIRST 2 ROWS ONLY
