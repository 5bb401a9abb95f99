-- The number of published changes, disappearances and returns of weeks since a moment.
SELECT COUNT(*)
FROM (
    SELECT until_version AS version, replaced_at AS seen_at, market_id
    FROM revision
    UNION ALL
    SELECT returned_version AS version, returned_at AS seen_at, market_id
    FROM revision
    WHERE returned_version IS NOT NULL
) e
JOIN market m ON m.id = e.market_id
JOIN variant v ON v.id = m.variant_id
WHERE
    e.version <= COALESCE(
        (SELECT p.as_of FROM published_variant p WHERE p.version = :version AND p.variant_id = v.id), :version)
    AND e.version > COALESCE(
        (SELECT k.as_of FROM published_variant k WHERE k.version = :since_version AND k.variant_id = v.id), :since_version)
    AND e.seen_at >= :since AND v.path LIKE :variants AND m.code LIKE :codes
