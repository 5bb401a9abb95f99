-- Ends a step, with what it read and wrote.
UPDATE run_step
SET
    status = :status, finished_at = :finished_at, message = :message,
    weeks_read = :weeks_read, weeks_written = :weeks_written, malformed = :malformed, bytes = :bytes
WHERE run_id = :run_id AND name = :name
