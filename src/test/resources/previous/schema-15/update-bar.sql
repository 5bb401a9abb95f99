-- Replaces the prices of a bar.
UPDATE price_bar
SET since_version = :since_version, open = :open, high = :high, low = :low, close = :close, volume = :volume
WHERE id = :id
