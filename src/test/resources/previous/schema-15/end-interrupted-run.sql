-- Ends a run that was interrupted, as of the last moment at which it was active.
UPDATE run
SET status = 'error', error = :error, finished_at = :finished_at
WHERE id = :id AND status = 'running'
