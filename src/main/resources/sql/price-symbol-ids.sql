-- The number of every symbol that a price source was asked for.
SELECT id, symbol FROM price_symbol
