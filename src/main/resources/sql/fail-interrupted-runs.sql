-- Ends the runs that a process left behind, at the last moment that is known of their steps, else at their start.
UPDATE run
SET
    status = 'error', error = :error,
    finished_at = COALESCE(
        (SELECT MAX(COALESCE(s.finished_at, s.started_at)) FROM run_step s WHERE s.run_id = run.id), started_at)
WHERE status = 'running'
