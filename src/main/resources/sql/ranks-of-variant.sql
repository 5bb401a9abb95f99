-- What tells how the files of a variant rank, to decide whose weeks win.
SELECT id, path, kind, first_year, last_year, last_modified_at, downloaded_at, unclaimed FROM download WHERE variant_id = :variant
