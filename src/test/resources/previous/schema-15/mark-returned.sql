-- Records that a vanished week has returned.
UPDATE revision
SET returned_at = :returned_at, returned_version = :version
WHERE week_id = :id AND kind = 'vanished' AND returned_version IS NULL
