-- Everybody who needs a table waits behind a migration that waits for it. So it gives up soon; Database.migrate repeats it.
SET LOCAL lock_timeout = '2s';
