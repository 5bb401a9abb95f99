-- Ends the steps that a process left behind; how long they went on is not known.
UPDATE run_step
SET status = 'failed', message = :message, finished_at = started_at
WHERE status = 'started' AND run_id IN (SELECT id FROM run WHERE status = 'running')
