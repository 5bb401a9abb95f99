-- Forgets that a vanished week was there again, as it is gone before anyone saw it.
UPDATE revision
SET returned_at = NULL, returned_version = NULL
WHERE week_id = :id AND returned_version > :as_of
