-- The bars of one symbol between two dates: the content to compare with.
SELECT id, since_version, open, high, low, close, volume
FROM price_bar
WHERE id BETWEEN :first AND :last
