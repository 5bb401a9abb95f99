-- The last ended run of each kind.
SELECT kind AS "kind", status AS "status", started_at AS "started_at", finished_at AS "finished_at", error AS "error"
FROM run
WHERE id IN (SELECT MAX(id) FROM run WHERE status <> 'running' GROUP BY kind)
