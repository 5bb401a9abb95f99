-- Replaces the content of a week.
UPDATE week
SET
    name_id = :name_id, download_id = :download_id, line = :line, since_version = :since_version, seen_at = :seen_at,
    {week_assignments}
WHERE id = :id
