-- Requests a run from the instance that leads.
INSERT INTO run_request (kind, forced, requested_by, requested_at, status)
VALUES (:kind, :forced, :requested_by, :requested_at, 'open')
