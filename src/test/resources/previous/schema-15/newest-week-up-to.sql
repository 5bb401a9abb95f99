-- The newest report date of a variant's weeks up to a day; NULL without any.
SELECT MAX(report_date) FROM week WHERE id BETWEEN :first AND :last AND report_date <= :day
