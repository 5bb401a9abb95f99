-- The malformed lines of a download.
SELECT text FROM quarantine WHERE download_id = :download_id
