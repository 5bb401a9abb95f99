-- Begins a run.
INSERT INTO run (kind, cause, scope, forced, started_at, status)
VALUES (:kind, :cause, :scope, :forced, :started_at, 'running')
