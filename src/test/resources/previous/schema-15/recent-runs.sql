-- A page of runs, the newest first, with the sums of their steps.
SELECT
    r.id AS "id",
    r.kind AS "kind",
    r.cause AS "cause",
    r.started_at AS "started_at",
    r.finished_at AS "finished_at",
    r.status AS "status",
    r.error AS "error",
    COALESCE(SUM(s.weeks_read), 0) AS "weeks_read",
    COALESCE(SUM(s.weeks_written), 0) AS "weeks_written",
    COALESCE(SUM(s.malformed), 0) AS "malformed",
    COALESCE(SUM(s.bytes), 0) AS "bytes"
FROM (SELECT * FROM run ORDER BY id DESC OFFSET :?offset ROWS FETCH FIRST :?limit ROWS ONLY) r
LEFT JOIN run_step s ON s.run_id = r.id
GROUP BY r.id, r.kind, r.cause, r.started_at, r.finished_at, r.status, r.error
ORDER BY r.id DESC
