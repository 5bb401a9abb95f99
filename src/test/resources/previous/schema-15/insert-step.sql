-- Inserts a step of a run.
INSERT INTO run_step (run_id, name, status, started_at, weeks_read, weeks_written, malformed, bytes)
VALUES (:run_id, :name, :status, :started_at, 0, 0, 0, 0)
