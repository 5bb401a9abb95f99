-- The steps of a run, in the order in which they were planned, the publication last.
SELECT name, status, started_at, finished_at, weeks_read, weeks_written, malformed, bytes, message
FROM run_step
WHERE run_id = :run_id
ORDER BY name = 'publication', id
