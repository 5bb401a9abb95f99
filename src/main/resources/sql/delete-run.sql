-- Removes a run, whose steps are gone.
DELETE FROM run WHERE id = :id
