-- The last ended run of each kind, and the newest one of each kind that has not ended, with its steps.
SELECT
    r.kind AS "kind",
    r.status AS "status",
    r.started_at AS "started_at",
    r.finished_at AS "finished_at",
    r.error AS "error",
    (SELECT COUNT(*) FROM run_step s WHERE s.run_id = r.id AND r.status = 'running') AS "steps",
    (
        SELECT COUNT(*)
        FROM run_step s
        WHERE s.run_id = r.id AND r.status = 'running' AND s.status IN ('done', 'failed', 'skipped')
    ) AS "ended_steps"
FROM run r
WHERE r.id IN (SELECT MAX(id) FROM run GROUP BY kind, CASE WHEN status = 'running' THEN 1 ELSE 0 END)
