-- Plans the steps of a run again that have started and not ended.
UPDATE run_step
SET status = 'planned', started_at = NULL, message = NULL
WHERE run_id = :run_id AND status = 'started'
