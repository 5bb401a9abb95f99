-- What is known of a request for a run.
SELECT status, run_id, reason FROM run_request WHERE id = :id
