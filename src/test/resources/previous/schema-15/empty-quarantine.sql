-- Deletes the quarantined lines of a download.
DELETE FROM quarantine WHERE download_id = :download_id
