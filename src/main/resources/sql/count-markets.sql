-- How many markets there are, over all variants.
SELECT COUNT(*) FROM market
