-- Assigns a week to a newer archive with the same content.
UPDATE week SET download_id = :download_id, line = :line WHERE id = :id
