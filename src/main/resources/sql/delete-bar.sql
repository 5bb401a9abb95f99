-- Removes a bar; what readers of published versions see of it was kept before.
DELETE FROM price_bar WHERE id = :id
