-- The ended runs before a moment, except the newest run and the newest ended run of each kind.
SELECT id
FROM run
WHERE started_at < :before AND status <> 'running'
    AND id NOT IN (SELECT MAX(id) FROM run GROUP BY kind)
    AND id NOT IN (SELECT MAX(id) FROM run WHERE status <> 'running' GROUP BY kind)
