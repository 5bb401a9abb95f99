-- Remembers which calendar of releases the derived moments follow.
UPDATE release_state SET calendar = :calendar WHERE id = 1
