-- Remembers that the stored edition of an archive came again, with the headers that came with it.
UPDATE download
SET
    url = :url, etag = :etag, last_modified = :last_modified,
    last_modified_at = GREATEST(last_modified_at, :last_modified_at), downloaded_at = :downloaded_at,
    looked_at = :downloaded_at
WHERE path = :path AND first_year = :first_year AND last_year = :last_year
