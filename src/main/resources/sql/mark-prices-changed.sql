-- Remembers that there are prices of a version that is not published yet.
UPDATE price_state SET changed_in = :version
