-- The newest ended run of a kind.
SELECT id FROM run WHERE kind = :kind AND status <> 'running' ORDER BY id DESC FETCH FIRST 1 ROW ONLY
