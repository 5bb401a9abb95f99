-- Withdraws a request for a run, unless it was taken.
DELETE FROM run_request WHERE id = :id AND status = 'open'
