-- The published changes, disappearances and returns of weeks since a moment, the earliest first.
SELECT e.week_id, e.version, e.kind, e.seen_at, v.path AS variant, m.code, e.report_date
FROM (
    SELECT week_id, until_version AS version, kind, replaced_at AS seen_at, market_id, report_date
    FROM revision
    UNION ALL
    SELECT week_id, returned_version AS version, 'returned' AS kind, returned_at AS seen_at, market_id, report_date
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
ORDER BY e.seen_at, e.version, e.week_id
OFFSET :offset ROWS FETCH NEXT :limit ROWS ONLY
