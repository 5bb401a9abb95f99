-- Dates the change that ends a published content to now, after a later load has changed the week again.
UPDATE revision
SET
    until_version = CASE WHEN until_version > :as_of THEN :version ELSE until_version END,
    returned_version = CASE WHEN returned_version > :as_of THEN :version ELSE returned_version END,
    replaced_at = CASE WHEN until_version > :as_of THEN CAST(:now AS TIMESTAMP WITH TIME ZONE) ELSE replaced_at END,
    replaced_by = CASE WHEN until_version > :as_of THEN :replaced_by ELSE replaced_by END,
    returned_at = CASE WHEN returned_version > :as_of THEN CAST(:now AS TIMESTAMP WITH TIME ZONE) ELSE returned_at END
WHERE week_id = :id AND (until_version > :as_of OR returned_version > :as_of)
