-- Replaces the derived moment of release of a week.
UPDATE week SET published_at = :published_at WHERE id = :week AND since_version = :version
