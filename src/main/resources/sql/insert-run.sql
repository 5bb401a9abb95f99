-- Begins a run.
INSERT INTO run (kind, cause, started_at, status) VALUES (:kind, :cause, :started_at, 'running')
