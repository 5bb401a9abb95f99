-- The invalidations of caches after one.
SELECT id, pattern FROM cache_invalidation WHERE id > :after AND id > 0 ORDER BY id
