-- Ends the runs that a process left behind.
UPDATE run
SET status = 'error', error = :error, finished_at = :finished_at
WHERE status = 'running'
