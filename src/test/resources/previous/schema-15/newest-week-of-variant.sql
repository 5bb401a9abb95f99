-- The newest report date of a variant's weeks; NULL without any.
SELECT MAX(report_date) FROM week WHERE id BETWEEN :first AND :last
