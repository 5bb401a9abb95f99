-- Records the headers of an answer with the content of the stored edition, unless another content was stored meanwhile.
UPDATE download
SET
    url = :url, etag = :etag, last_modified = :last_modified, last_modified_at = :last_modified_at,
    downloaded_at = :downloaded_at, checked_at = :downloaded_at, answered_sha256 = NULL, answered_at = NULL
WHERE id = :id AND sha256 = :sha256
