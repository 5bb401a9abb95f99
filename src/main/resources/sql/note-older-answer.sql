-- Remembers that an older edition came from where the stored one came from, to ask for something newer only.
UPDATE download
SET
    etag = :etag, last_modified = :last_modified, sha256 = :sha256, bytes = :bytes, downloaded_at = :downloaded_at,
    last_modified_at = COALESCE(last_modified_at, downloaded_at)
WHERE id = :id AND url = :url
