-- The names of a variant's weeks.
SELECT id, name, exchange FROM market_name WHERE variant_id = :variant
