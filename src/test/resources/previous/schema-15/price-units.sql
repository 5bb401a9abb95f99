-- The units of all symbols' bars up to a version, the older ones of a symbol first.
SELECT s.symbol, u.source, u.currency
FROM price_unit u
JOIN price_symbol s ON s.id = u.symbol_id
WHERE u.since_version <= :version
ORDER BY u.symbol_id, u.since_version
