-- The sessions of other Cotingas in this database.
SELECT COUNT(*)
FROM pg_stat_activity
WHERE datname = CURRENT_DATABASE() AND application_name LIKE 'cotinga%' AND pid <> PG_BACKEND_PID()
