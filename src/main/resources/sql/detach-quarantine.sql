-- Lets the quarantined lines of a run stay without it.
UPDATE quarantine SET run_id = NULL WHERE run_id = :run_id
