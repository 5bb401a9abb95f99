-- Counts that a run goes on after an interruption.
UPDATE run
SET resumed = resumed + 1
WHERE id = :id AND status = 'running'
