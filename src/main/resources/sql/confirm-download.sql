-- Remembers that the stored edition of an archive came again, with the headers that came with it.
UPDATE download
SET
    url = :url, etag = :etag, last_modified = :last_modified, last_modified_at = :last_modified_at,
    downloaded_at = :downloaded_at, looked_at = :downloaded_at, answered_sha256 = NULL, answered_at = NULL
WHERE id = :id
