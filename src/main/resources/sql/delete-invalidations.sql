-- Deletes old invalidations. The newest one stays, so that ids never repeat.
DELETE FROM cache_invalidation
WHERE id > 0 AND requested_at < :before AND id < (SELECT MAX(id) FROM cache_invalidation)
