-- The properties by which the files of a variant rank.
SELECT id, path, kind, first_year, last_year, last_modified_at, downloaded_at, unclaimed FROM download WHERE variant_id = :variant
