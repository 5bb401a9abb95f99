-- Keeps the quarantined lines of a run that is deleted.
UPDATE quarantine SET run_id = NULL WHERE run_id = :run_id
