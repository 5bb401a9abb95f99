-- The variants whose weeks have changed since their last publication.
SELECT v.path AS variant
FROM variant v
LEFT JOIN published_variant p ON p.variant_id = v.id AND p.version = (SELECT MAX(version) FROM publication)
WHERE v.changed_in > COALESCE(p.as_of, (SELECT MAX(version) FROM publication), 0)
ORDER BY v.id
