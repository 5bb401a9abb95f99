-- Keeps the publications of a run that is deleted.
UPDATE publication SET run_id = NULL WHERE run_id = :run_id
