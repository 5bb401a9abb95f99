-- Deletes a download that nothing refers to.
DELETE FROM download WHERE id = :id
