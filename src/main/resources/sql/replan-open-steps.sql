-- Plans the steps of a run anew that began and came to no end.
UPDATE run_step
SET status = 'planned', started_at = NULL, message = NULL
WHERE run_id = :run_id AND status = 'started'
