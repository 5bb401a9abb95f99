-- The lines of an archive that could not be understood.
SELECT text FROM quarantine WHERE download_id = :download_id
