-- The data version that readers were given last, and when.
SELECT version, created_at
FROM publication
ORDER BY version DESC
FETCH FIRST 1 ROW ONLY
