-- How many runs there are.
SELECT COUNT(*) FROM run
