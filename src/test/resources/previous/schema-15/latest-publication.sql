-- The publication that readers see.
SELECT version, report_dates, created_at, fingerprint, run_id
FROM publication
ORDER BY version DESC
FETCH FIRST 1 ROW ONLY
