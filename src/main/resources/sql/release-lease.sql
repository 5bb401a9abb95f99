-- Ends the lease of an instance, so that another one can take over at once.
UPDATE lease
SET expires_at = taken_at
WHERE holder = :holder
