-- Records the progress of a step.
UPDATE run_step
SET message = :message
WHERE run_id = :run_id AND name = :name
