-- Ends the steps of a run that never began.
UPDATE run_step
SET status = 'skipped', message = :message
WHERE run_id = :run_id AND status = 'planned'
