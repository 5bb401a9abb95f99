-- Ends the database sessions of an instance.
SELECT pg_terminate_backend(pid)
FROM pg_stat_activity
WHERE application_name = :holder AND datname = current_database() AND pid <> pg_backend_pid()
