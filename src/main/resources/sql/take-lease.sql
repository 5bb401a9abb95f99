-- Makes an instance the leader if the lease has expired or is its own, and no other build has led meanwhile.
UPDATE lease
SET
    holder = :holder,
    taken_at = CURRENT_TIMESTAMP,
    expires_at = CURRENT_TIMESTAMP + INTERVAL '12' SECOND,
    newest_build = :build
WHERE (expires_at < CURRENT_TIMESTAMP OR holder = :holder) AND newest_build = :newest_build
