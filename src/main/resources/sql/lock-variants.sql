-- Waits until no load works on any variant, and keeps them waiting until the transaction ends.
SELECT id FROM variant ORDER BY id FOR UPDATE
