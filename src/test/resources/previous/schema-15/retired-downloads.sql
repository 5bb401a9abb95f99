-- The downloads that another edition of their file has replaced, loaded before a moment.
SELECT id FROM download WHERE path LIKE '%@' || id AND loaded_at < :moment ORDER BY id
