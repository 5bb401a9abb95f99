-- The schema of the oldest build that can read the tables of this one.
SELECT oldest_reader FROM schema_state WHERE id = 1
