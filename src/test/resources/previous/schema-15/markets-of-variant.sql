-- The markets of a variant.
SELECT id, code FROM market WHERE variant_id = :variant
