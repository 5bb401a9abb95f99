-- Forgets the lines of an archive's earlier edition.
DELETE FROM quarantine WHERE download_id = :download_id
