-- Waits until no prices are stored or published, and keeps both waiting until the transaction ends.
SELECT id FROM price_state FOR UPDATE
