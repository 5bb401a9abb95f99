-- The stored edition of one archive.
SELECT
    d.id, v.path AS variant, d.kind, d.path, d.first_year, d.last_year, d.file, d.url, d.etag,
    d.last_modified, d.last_modified_at, d.sha256, d.bytes, d.weeks, d.malformed, d.downloaded_at, d.loaded_at, d.checked_at,
    d.answered_sha256, d.answered_at, d.unclaimed
FROM download d
JOIN variant v ON v.id = d.variant_id
WHERE d.path = :path AND d.first_year = :first_year AND d.last_year = :last_year
