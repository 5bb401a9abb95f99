-- The newest two releases of a variant between two days as they are stored, published or not: how many markets each has.
SELECT w.report_date, COUNT(*) AS markets
FROM market m
JOIN week w ON w.id BETWEEN CAST(m.id AS BIGINT) * 100000 + :first AND CAST(m.id AS BIGINT) * 100000 + :last
WHERE m.variant_id = :variant
GROUP BY w.report_date
ORDER BY w.report_date DESC
FETCH FIRST 2 ROWS ONLY
