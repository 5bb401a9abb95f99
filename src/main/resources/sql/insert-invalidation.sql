-- Adds an invalidation of caches, when the lock is held.
INSERT INTO cache_invalidation (id, requested_at, pattern)
SELECT MAX(id) + 1, CAST(:requested_at AS TIMESTAMP WITH TIME ZONE), CAST(:pattern AS VARCHAR) FROM cache_invalidation
