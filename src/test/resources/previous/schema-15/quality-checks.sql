-- The last result of every check, variant by variant.
SELECT
    v.path AS variant, q.check_name, q.result, q.checked, q.deviating, q.explained, q.newest_checked, q.newest_deviating,
    q.newest_report_date, q.run_id, q.version, q.checked_at
FROM quality_check q
JOIN variant v ON v.id = q.variant_id
ORDER BY q.variant_id, q.check_name
