-- The running runs, the newest first, each with the last moment at which it was active.
SELECT
    r.id, r.kind, r.cause, r.scope, r.forced, r.started_at, r.resumed,
    COALESCE(
        (SELECT MAX(COALESCE(s.finished_at, s.started_at)) FROM run_step s WHERE s.run_id = r.id),
        r.started_at) AS last_seen_at
FROM run r
WHERE r.status = 'running'
ORDER BY r.id DESC
