-- Gives an earlier content of a week the moment of release that follows from the calendar.
UPDATE revision SET published_at = :published_at WHERE week_id = :week AND until_version = :version
