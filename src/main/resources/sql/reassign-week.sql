-- Tells that a newer archive holds the same week with the same content.
UPDATE week SET download_id = :download_id, line = :line WHERE id = :id
