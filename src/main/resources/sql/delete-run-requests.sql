-- Deletes old requests for runs, and sooner those that nobody has taken.
DELETE FROM run_request WHERE requested_at < :before OR (status = 'open' AND requested_at < :open_before)
