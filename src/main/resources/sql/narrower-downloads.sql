-- The downloads of a file whose years are among those that are wanted of it now.
SELECT id FROM download WHERE path = :path AND first_year >= :first_year AND last_year <= :last_year
