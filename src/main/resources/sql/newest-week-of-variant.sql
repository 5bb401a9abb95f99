-- The newest report date of all weeks of a variant; NULL when there is none.
SELECT MAX(report_date) FROM week WHERE id BETWEEN :first AND :last
