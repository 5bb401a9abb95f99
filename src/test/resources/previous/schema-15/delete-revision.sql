-- Deletes the revision that readers of a version see, after its week has got the same content again.
DELETE FROM revision WHERE week_id = :id AND since_version <= :as_of AND until_version > :as_of
