-- The last published version, and when it was published.
SELECT version, created_at
FROM publication
ORDER BY version DESC
FETCH FIRST 1 ROW ONLY
