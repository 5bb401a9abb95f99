-- The number of a variant's weeks by report date.
SELECT report_date, COUNT(*) AS weeks
FROM week
WHERE id BETWEEN :first AND :last
GROUP BY report_date
