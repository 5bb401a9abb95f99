-- Deletes all withheld variants.
DELETE FROM withheld_variant
