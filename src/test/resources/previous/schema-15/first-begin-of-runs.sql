-- When the oldest recorded run began.
SELECT started_at FROM run ORDER BY started_at FETCH FIRST 1 ROW ONLY
