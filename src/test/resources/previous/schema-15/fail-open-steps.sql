-- Fails the steps of a run that have started and not ended; their duration is unknown.
UPDATE run_step
SET status = 'failed', message = :message, finished_at = started_at
WHERE run_id = :run_id AND status = 'started'
