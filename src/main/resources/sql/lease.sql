-- Returns who leads, since when, and whether the lease has expired.
SELECT
    l.holder,
    l.taken_at,
    l.expires_at < CURRENT_TIMESTAMP AS has_expired,
    f.number
FROM lease l
CROSS JOIN fencing f
