-- Records that the next version of a variant has changed weeks, and its newest report date.
UPDATE variant
SET changed_in = :version, newest_report_date = :newest_report_date
WHERE id = :variant
