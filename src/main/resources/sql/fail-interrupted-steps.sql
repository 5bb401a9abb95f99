-- Ends the steps that a process left behind.
UPDATE run_step
SET status = 'failed', message = :message, finished_at = :finished_at
WHERE status = 'started' AND run_id IN (SELECT id FROM run WHERE status = 'running')
