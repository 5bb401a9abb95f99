-- Lets the publications of a run stay without it.
UPDATE publication SET run_id = NULL WHERE run_id = :run_id
