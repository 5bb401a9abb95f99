-- Ends a run that is running.
UPDATE run
SET status = :status, error = :error, finished_at = :finished_at
WHERE id = :id AND status = 'running'
