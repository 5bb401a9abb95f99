-- How often a file with this content is stored as the newest edition of its archive.
SELECT COUNT(*) FROM download WHERE file = :file AND sha256 = :sha256 AND path NOT LIKE '%@' || id
