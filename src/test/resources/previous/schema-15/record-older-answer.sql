-- Records that the URL of the stored edition now returns an older edition.
UPDATE download
SET answered_sha256 = :sha256, answered_at = :answered_at
WHERE id = :id AND url = :url
