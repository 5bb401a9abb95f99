-- The newest of what other instances change: the published version, the alert of a watchlist, the invalidation of caches; 0 without one.
SELECT (SELECT COALESCE(MAX(version), 0) FROM publication) AS version,
       (SELECT COALESCE(MAX(id), 0) FROM market_alert) AS alert,
       (SELECT COALESCE(MAX(id), 0) FROM cache_invalidation) AS invalidation
