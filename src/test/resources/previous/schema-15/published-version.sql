-- The published version; 0 before the first publication.
SELECT COALESCE(MAX(version), 0) FROM publication
