-- Deletes a vanished week.
DELETE FROM week WHERE id = :id
