-- Deletes a run without steps.
DELETE FROM run WHERE id = :id
