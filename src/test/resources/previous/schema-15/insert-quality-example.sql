-- Inserts an example of a deviation in a check.
INSERT INTO quality_example (variant_id, check_name, place, code, report_date, subject, found, expected)
VALUES (:variant, :check_name, :place, :code, :report_date, :subject, :found, :expected)
