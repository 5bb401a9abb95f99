-- Makes the next run request and read every archive again. With claims removed, any file outranks the stored ones.
UPDATE download
SET
    etag = NULL, last_modified = NULL, sha256 = '', checked_at = NULL, answered_sha256 = NULL, answered_at = NULL,
    unclaimed = (unclaimed OR :unclaimed)
