-- One run, with the sums of its steps.
SELECT
    r.id, r.kind, r.cause, r.started_at, r.finished_at, r.status, r.error, r.resumed, r.scope, r.forced,
    COALESCE(SUM(s.weeks_read), 0) AS weeks_read,
    COALESCE(SUM(s.weeks_written), 0) AS weeks_written,
    COALESCE(SUM(s.malformed), 0) AS malformed,
    COALESCE(SUM(s.bytes), 0) AS bytes
FROM run r
LEFT JOIN run_step s ON s.run_id = r.id
WHERE r.id = :id
GROUP BY r.id, r.kind, r.cause, r.started_at, r.finished_at, r.status, r.error, r.resumed, r.scope, r.forced
ORDER BY r.id DESC
