-- The stored edition of an archive for which a file with this name and content was the last response.
SELECT
    d.id, v.path AS variant, d.kind, d.path, d.first_year, d.last_year, d.file, d.url, d.etag,
    d.last_modified, d.last_modified_at, d.sha256, d.bytes, d.weeks, d.malformed, d.downloaded_at, d.loaded_at, d.checked_at,
    d.answered_sha256, d.answered_at, d.unclaimed
FROM download d
JOIN variant v ON v.id = d.variant_id
WHERE d.file = :file AND (d.sha256 = :sha256 OR d.answered_sha256 = :sha256) AND d.path NOT LIKE '%@' || d.id
ORDER BY d.id DESC
FETCH FIRST 1 ROW ONLY
