-- One if prices have changed since the last publication, else zero.
SELECT COUNT(*)
FROM price_state
WHERE changed_in > (SELECT COALESCE(MAX(version), 0) FROM publication)
