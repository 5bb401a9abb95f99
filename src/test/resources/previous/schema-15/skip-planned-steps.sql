-- Skips the planned steps of a run.
UPDATE run_step
SET status = 'skipped', message = :message
WHERE run_id = :run_id AND status = 'planned'
