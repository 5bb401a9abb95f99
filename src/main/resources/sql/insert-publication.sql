-- Gives readers a new version.
INSERT INTO publication (version, created_at, fingerprint, run_id)
VALUES (:version, :created_at, :fingerprint, :run_id)
