-- Inserts the download of an edition.
INSERT INTO download (
    variant_id, kind, path, first_year, last_year, file, url, etag, last_modified, last_modified_at,
    sha256, bytes, weeks, malformed, downloaded_at, loaded_at, checked_at
) VALUES (
    :variant, :kind, :path, :first_year, :last_year, :file, :url, :etag, :last_modified, :last_modified_at,
    :sha256, :bytes, :weeks, :malformed, :downloaded_at, :loaded_at, :checked_at
)
