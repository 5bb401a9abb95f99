-- The oldest request for a run that nobody has taken.
SELECT id, kind, forced, requested_by FROM run_request WHERE status = 'open' ORDER BY id FETCH FIRST 1 ROW ONLY
