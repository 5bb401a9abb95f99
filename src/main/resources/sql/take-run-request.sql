-- Takes a request for a run, unless it was taken or withdrawn.
UPDATE run_request SET status = 'taken', taken_at = :taken_at WHERE id = :id AND status = 'open'
