-- Replaces the end of a content that readers of a version see, after a later load has changed the week again.
UPDATE revision
SET until_version = :version, kind = :kind, replaced_at = :replaced_at, replaced_by = :replaced_by
WHERE week_id = :id AND since_version <= :as_of AND until_version > :as_of
