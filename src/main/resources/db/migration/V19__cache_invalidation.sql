-- Invalidations of caches, which every instance carries out. The row 0 is locked by those who add one.
-- pattern: which keys; empty for all.
CREATE TABLE cache_invalidation (
    id BIGINT PRIMARY KEY,
    requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
    pattern VARCHAR NOT NULL
);
INSERT INTO cache_invalidation (id, requested_at, pattern)
VALUES (0, TIMESTAMP WITH TIME ZONE '2000-01-01 00:00:00+00', '');
