-- The variants of a publication.
SELECT v.path AS variant, p.weeks, p.markets, p.report_dates, p.first_date, p.last_date, p.as_of
FROM published_variant p
JOIN variant v ON v.id = p.variant_id
WHERE p.version = :version
ORDER BY p.variant_id
