-- Adds a name that weeks can carry.
INSERT INTO market_name (id, variant_id, name, exchange) VALUES (:id, :variant, :name, :exchange)
