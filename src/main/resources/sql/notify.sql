-- Wakes the other instances when the transaction commits. Only PostgreSQL has notifications.
SELECT CAST(pg_notify('cotinga', '') AS VARCHAR)
