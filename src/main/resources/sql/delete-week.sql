-- Removes a week that vanished.
DELETE FROM week WHERE id = :id
