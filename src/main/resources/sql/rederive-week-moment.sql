-- Gives a week the moment of release that follows from the calendar.
UPDATE week SET published_at = :published_at WHERE id = :week AND since_version = :version
