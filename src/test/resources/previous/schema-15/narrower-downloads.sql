-- The downloads of a file whose years lie within the years that are loaded now.
SELECT id FROM download WHERE path = :path AND first_year >= :first_year AND last_year <= :last_year
