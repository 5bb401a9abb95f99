-- The names that weeks of a variant carry.
SELECT id, name, exchange FROM market_name WHERE variant_id = :variant
