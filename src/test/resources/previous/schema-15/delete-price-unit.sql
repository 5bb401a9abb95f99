-- Deletes a unit that was not published yet.
DELETE FROM price_unit WHERE symbol_id = :symbol_id AND since_version = :since_version
