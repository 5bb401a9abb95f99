-- Returns who leads, since when, whether the lease has expired, and the newest build that has led.
SELECT
    l.holder,
    l.taken_at,
    l.expires_at < CURRENT_TIMESTAMP AS has_expired,
    l.newest_build,
    f.number
FROM lease l
CROSS JOIN fencing f
