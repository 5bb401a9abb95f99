-- Forgets when report dates were released.
DELETE FROM release_moment
