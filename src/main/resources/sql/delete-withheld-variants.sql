-- Deletes all withheld variants.
DELETE FROM held_variant
