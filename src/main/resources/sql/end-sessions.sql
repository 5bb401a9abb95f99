-- Ends the database sessions of an instance: all of them, or those that have begun to write.
SELECT pg_terminate_backend(pid)
FROM pg_stat_activity
WHERE
    application_name = :holder AND datname = current_database() AND pid <> pg_backend_pid()
    AND (:all OR backend_xid IS NOT NULL)
