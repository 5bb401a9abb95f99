-- The moment of the newest publication, load or price run; no row before the first.
SELECT MAX(m.moment) AS moment
FROM (
    SELECT created_at AS moment FROM publication WHERE version = (SELECT MAX(version) FROM publication)
    UNION ALL
    SELECT MAX(loaded_at) AS moment FROM download
    UNION ALL
    SELECT MAX(asked_at) AS moment FROM price_symbol
) m
HAVING MAX(m.moment) IS NOT NULL
