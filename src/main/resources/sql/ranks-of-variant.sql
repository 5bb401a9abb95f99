-- How new the archives of a variant are, to tell whose weeks win.
SELECT id, path, kind, last_modified_at, downloaded_at FROM download WHERE variant_id = :variant
