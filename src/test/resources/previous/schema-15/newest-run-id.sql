-- The newest run of a kind.
SELECT id FROM run WHERE kind = :kind ORDER BY id DESC FETCH FIRST 1 ROW ONLY
