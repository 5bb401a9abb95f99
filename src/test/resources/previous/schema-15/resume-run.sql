-- Counts the resumption of a run.
UPDATE run
SET resumed = resumed + 1
WHERE id = :id AND status = 'running'
