-- Starts a planned step, or one that failed before.
UPDATE run_step
SET status = 'started', started_at = :started_at, finished_at = NULL, message = NULL
WHERE run_id = :run_id AND name = :name
