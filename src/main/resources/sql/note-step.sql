-- Notes how far a step is.
UPDATE run_step
SET message = :message
WHERE run_id = :run_id AND name = :name
