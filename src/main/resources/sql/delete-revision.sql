-- Forgets a revision whose week has the same content again before anyone saw another.
DELETE FROM revision WHERE week_id = :id AND until_version = :version
