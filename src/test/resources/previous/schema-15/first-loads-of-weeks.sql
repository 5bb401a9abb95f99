-- When each week of a market was loaded for the first time, as readers of a version know it, the newest week first.
SELECT c.id, MIN(c.seen_at) AS loaded_at
FROM (
    SELECT id, seen_at FROM week WHERE id BETWEEN :first AND :last AND since_version <= :version
    UNION ALL
    SELECT week_id AS id, seen_at FROM revision WHERE week_id BETWEEN :first AND :last AND since_version <= :version
) c
GROUP BY c.id
ORDER BY c.id DESC
