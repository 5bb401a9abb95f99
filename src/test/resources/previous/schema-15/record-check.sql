-- Records that the stored edition of an archive is still the newest of the CFTC.
UPDATE download
SET checked_at = :checked_at
WHERE path = :path AND first_year = :first_year AND last_year = :last_year
