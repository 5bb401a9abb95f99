-- Answers a request for a run that was taken.
UPDATE run_request SET status = :status, run_id = :run_id, reason = :reason WHERE id = :id AND status = 'taken'
