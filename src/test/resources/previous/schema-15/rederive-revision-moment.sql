-- Replaces the derived moment of release of an earlier content.
UPDATE revision SET published_at = :published_at WHERE week_id = :week AND until_version = :version
