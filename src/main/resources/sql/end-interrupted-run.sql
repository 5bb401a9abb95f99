-- Ends a run that a process left behind, as of the last moment that is known of it.
UPDATE run
SET status = 'error', error = :error, finished_at = :finished_at
WHERE id = :id AND status = 'running'
