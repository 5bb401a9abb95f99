-- Records that the next version has changed prices.
UPDATE price_state SET changed_in = :version
