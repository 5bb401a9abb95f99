-- Lets every archive be requested and read anew; what is stored stays. With claims taken away, any file outranks what is stored.
UPDATE download
SET
    etag = NULL, last_modified = NULL, sha256 = '', looked_at = NULL, answered_sha256 = NULL, answered_at = NULL,
    unclaimed = (unclaimed OR :unclaimed)
