-- Inserts a bar.
INSERT INTO price_bar (id, since_version, open, high, low, close, volume)
VALUES (:id, :since_version, :open, :high, :low, :close, :volume)
