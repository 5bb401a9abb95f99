-- Records the build that reads archives; changes nothing when it is the same as before.
UPDATE report_state
SET build = :build
WHERE id = 1 AND build <> :build
