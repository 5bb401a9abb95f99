-- Keeps the prices of a bar for readers of the versions before the one that changes it.
INSERT INTO price_revision (bar_id, until_version, since_version, open, high, low, close, volume)
SELECT id, :version, since_version, open, high, low, close, volume
FROM price_bar
WHERE id = :id
