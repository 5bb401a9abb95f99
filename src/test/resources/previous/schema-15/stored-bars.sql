-- The stored bars of a symbol between two dates, for comparison.
SELECT id, since_version, open, high, low, close, volume
FROM price_bar
WHERE id BETWEEN :first AND :last
