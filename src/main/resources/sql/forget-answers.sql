-- Lets every archive be asked for and read anew; what is stored stays.
UPDATE download
SET etag = NULL, last_modified = NULL, sha256 = '', looked_at = NULL
