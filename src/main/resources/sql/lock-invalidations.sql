-- One after the other, so that ids are committed in their order.
SELECT id FROM cache_invalidation WHERE id = 0 FOR UPDATE
