-- Examples of deviations in the last checks.
SELECT v.path AS variant, e.check_name, e.code, e.report_date, e.subject, e.found, e.expected
FROM quality_example e
JOIN variant v ON v.id = e.variant_id
ORDER BY e.variant_id, e.check_name, e.place
