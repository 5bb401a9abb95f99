-- Gives a stored bar other prices.
UPDATE price_bar
SET since_version = :since_version, open = :open, high = :high, low = :low, close = :close, volume = :volume
WHERE id = :id
