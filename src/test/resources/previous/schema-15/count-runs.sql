-- The number of runs.
SELECT COUNT(*) FROM run
