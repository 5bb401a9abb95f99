-- Records the release calendar that the derived moments follow.
UPDATE release_state SET calendar = :calendar WHERE id = 1
