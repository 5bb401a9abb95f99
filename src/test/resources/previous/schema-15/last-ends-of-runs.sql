-- When a run of each kind last ended with each status.
SELECT kind, status, MAX(finished_at) AS finished_at FROM run WHERE finished_at IS NOT NULL GROUP BY kind, status
