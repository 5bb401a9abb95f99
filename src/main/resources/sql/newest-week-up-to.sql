-- The newest report date of a variant's weeks that is not after a day; NULL when there is none.
SELECT MAX(report_date) FROM week WHERE id BETWEEN :first AND :last AND report_date <= :day
