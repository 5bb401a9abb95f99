-- Deletes a bar; readers of published versions see its revision.
DELETE FROM price_bar WHERE id = :id
