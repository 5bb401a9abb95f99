-- The newest report date of each variant that has weeks.
SELECT path AS variant, newest_report_date
FROM variant
WHERE newest_report_date IS NOT NULL
ORDER BY id
