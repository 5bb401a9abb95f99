-- Notes which build reads archives from now on; changes nothing when it is the one that read them before.
UPDATE report_state
SET build = :build
WHERE id = 1 AND build <> :build
