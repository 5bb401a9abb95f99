-- The oldest request for a run that nobody has taken, of a kind that this build knows.
SELECT id, kind, forced, requested_by
FROM run_request
WHERE status = 'open' AND kind IN ('reports', 'prices')
ORDER BY id
FETCH FIRST 1 ROW ONLY
