-- Inserts a market into the directory.
INSERT INTO published_market (market_id, name_id, weeks, first_date, last_date)
VALUES (:market_id, :name_id, :weeks, :first_date, :last_date)
