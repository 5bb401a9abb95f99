-- Makes an instance the leader if the lease has expired or is its own.
UPDATE lease
SET
    holder = :holder,
    taken_at = CURRENT_TIMESTAMP,
    expires_at = CURRENT_TIMESTAMP + INTERVAL '12' SECOND
WHERE expires_at < CURRENT_TIMESTAMP OR holder = :holder
