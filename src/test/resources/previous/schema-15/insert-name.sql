-- Inserts a name of weeks.
INSERT INTO market_name (id, variant_id, name, exchange) VALUES (:id, :variant, :name, :exchange)
