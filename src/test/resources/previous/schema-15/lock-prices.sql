-- Waits until no prices are stored or published, and blocks both until the transaction ends.
SELECT id FROM price_state FOR UPDATE
