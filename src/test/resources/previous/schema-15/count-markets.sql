-- The number of markets of all variants.
SELECT COUNT(*) FROM market
