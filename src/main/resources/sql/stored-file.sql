-- How often a file with this content is stored.
SELECT COUNT(*) FROM download WHERE file = :file AND sha256 = :sha256
