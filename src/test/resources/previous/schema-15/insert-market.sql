-- Inserts a market.
INSERT INTO market (id, variant_id, code) VALUES (:id, :variant, :code)
