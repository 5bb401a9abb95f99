-- The report dates of weeks whose moment of release was derived.
SELECT DISTINCT report_date FROM week WHERE published_derived
UNION
SELECT DISTINCT report_date FROM revision WHERE published_derived
