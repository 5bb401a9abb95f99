-- Moments of release depend on the variant too; they are worked out while weeks are read, without a table of their own.

DROP TABLE release_moment;
