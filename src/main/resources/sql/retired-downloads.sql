-- The downloads whose place another edition of their file has taken, loaded before a moment.
SELECT id FROM download WHERE path LIKE '%@' || id AND loaded_at < :moment ORDER BY id
