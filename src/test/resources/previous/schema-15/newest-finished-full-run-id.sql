-- The newest ended run of a kind that requested everything: a run of everything, or a full check in parts.
SELECT id
FROM run
WHERE kind = :kind AND status <> 'running' AND (scope = 'everything' OR scope LIKE 'full check %')
ORDER BY id DESC
FETCH FIRST 1 ROW ONLY
