-- Forgets a revision that readers of a version see, whose week has the same content again before anyone saw another.
DELETE FROM revision WHERE week_id = :id AND since_version <= :as_of AND until_version > :as_of
