-- Replaces the edition of a download.
UPDATE download
SET
    file = :file, url = :url, etag = :etag, last_modified = :last_modified, last_modified_at = :last_modified_at,
    sha256 = :sha256, bytes = :bytes, weeks = :weeks, malformed = :malformed,
    downloaded_at = :downloaded_at, loaded_at = :loaded_at, checked_at = :checked_at,
    answered_sha256 = NULL, answered_at = NULL, unclaimed = FALSE
WHERE id = :id
