-- Forgets which variants are held back.
DELETE FROM held_variant
