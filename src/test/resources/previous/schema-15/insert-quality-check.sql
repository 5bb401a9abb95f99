-- Inserts the result of a check.
INSERT INTO quality_check (
    variant_id, check_name, result, checked, deviating, explained, newest_checked, newest_deviating, newest_report_date, run_id,
    version, checked_at
)
VALUES (
    :variant, :check_name, :result, :checked, :deviating, :explained, :newest_checked, :newest_deviating, :newest_report_date, :run_id,
    :version, :checked_at
)
