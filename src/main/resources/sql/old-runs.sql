-- The ended runs that began before a moment, but neither the newest run of their kind nor the newest of those that ended.
SELECT id
FROM run
WHERE started_at < :before AND status <> 'running'
    AND id NOT IN (SELECT MAX(id) FROM run GROUP BY kind)
    AND id NOT IN (SELECT MAX(id) FROM run WHERE status <> 'running' GROUP BY kind)
