-- The stored editions of all archives, variant by variant.
SELECT
    d.id, v.path AS variant, d.kind, d.path, d.first_year, d.last_year, d.file, d.url, d.etag,
    d.last_modified, d.last_modified_at, d.sha256, d.bytes, d.weeks, d.malformed, d.downloaded_at, d.loaded_at
FROM download d
JOIN variant v ON v.id = d.variant_id
ORDER BY d.variant_id, d.path, d.first_year, d.last_year
