-- Deletes the unpublished return of a week that has vanished again.
UPDATE revision
SET returned_at = NULL, returned_version = NULL
WHERE week_id = :id AND returned_version > :as_of
