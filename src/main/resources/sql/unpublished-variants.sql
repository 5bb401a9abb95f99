-- The variants that loads have changed since the last publication.
SELECT path AS variant
FROM variant
WHERE changed_in > (SELECT COALESCE(MAX(version), 0) FROM publication)
ORDER BY id
