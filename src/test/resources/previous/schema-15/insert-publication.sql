-- Publishes a version.
INSERT INTO publication (version, report_dates, created_at, fingerprint, run_id)
VALUES (:version, :report_dates, :created_at, :fingerprint, :run_id)
