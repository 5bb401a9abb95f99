-- Ends the steps of a run that began and came to no end; how long they went on is not known.
UPDATE run_step
SET status = 'failed', message = :message, finished_at = started_at
WHERE run_id = :run_id AND status = 'started'
