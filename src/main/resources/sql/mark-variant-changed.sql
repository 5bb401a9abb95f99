-- Remembers that a variant has weeks of a version that is not published yet, and its newest report date.
UPDATE variant
SET changed_in = :version, newest_report_date = :newest_report_date
WHERE id = :variant
