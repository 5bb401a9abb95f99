-- Quarantines a malformed line.
INSERT INTO quarantine (download_id, run_id, file, line, reason, text, seen_at)
VALUES (:download_id, :run_id, :file, :line, :reason, :text, :seen_at)
