-- Remembers that the CFTC still has the stored edition of an archive as its newest.
UPDATE download
SET looked_at = :looked_at
WHERE path = :path AND first_year = :first_year AND last_year = :last_year
