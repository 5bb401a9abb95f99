-- Deletes the steps of a run.
DELETE FROM run_step WHERE run_id = :run_id
