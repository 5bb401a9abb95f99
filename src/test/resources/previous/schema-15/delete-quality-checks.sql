-- Deletes the check results of a variant, with their examples.
DELETE FROM quality_check WHERE variant_id = :variant
