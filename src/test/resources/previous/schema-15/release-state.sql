-- The release calendar that the derived moments follow.
SELECT calendar FROM release_state WHERE id = 1
