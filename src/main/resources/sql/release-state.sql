-- Which calendar of releases the derived moments follow.
SELECT calendar FROM release_state WHERE id = 1
