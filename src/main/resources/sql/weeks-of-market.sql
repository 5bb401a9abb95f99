-- Which weeks of one market are stored between two dates, and where they came from.
SELECT id, download_id, since_version
FROM week
WHERE id BETWEEN :first AND :last
