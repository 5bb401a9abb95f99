-- Stores a bar that was not there.
INSERT INTO price_bar (id, since_version, open, high, low, close, volume)
VALUES (:id, :since_version, :open, :high, :low, :close, :volume)
