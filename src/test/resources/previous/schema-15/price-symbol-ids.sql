-- The number of every symbol.
SELECT id, symbol FROM price_symbol
