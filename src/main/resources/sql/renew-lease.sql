-- Renews the lease of an instance, if it still has it.
UPDATE lease
SET expires_at = CURRENT_TIMESTAMP + INTERVAL '12' SECOND
WHERE holder = :holder
