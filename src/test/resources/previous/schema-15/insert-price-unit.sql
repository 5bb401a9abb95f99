-- Inserts the unit of a symbol's bars from a version on.
INSERT INTO price_unit (symbol_id, since_version, source, currency)
VALUES (:symbol_id, :since_version, :source, :currency)
