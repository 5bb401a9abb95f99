-- The newest run of a kind that has ended and was not about some archives only: one of everything, or a sweep.
SELECT id
FROM run
WHERE kind = :kind AND status <> 'running' AND (scope = 'everything' OR scope LIKE 'sweep %')
ORDER BY id DESC
FETCH FIRST 1 ROW ONLY
