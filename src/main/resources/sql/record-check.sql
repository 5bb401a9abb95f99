-- Records that the stored edition of an archive is still the newest of the CFTC.
UPDATE download
SET looked_at = :looked_at
WHERE path = :path AND first_year = :first_year AND last_year = :last_year
