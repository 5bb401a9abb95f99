-- Remembers that an older edition came from where the stored one came from; the stored one stays what it is.
UPDATE download
SET answered_sha256 = :sha256, answered_at = :answered_at
WHERE id = :id AND url = :url
