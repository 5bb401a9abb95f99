-- Waits for the loads of all variants, and blocks them until the transaction ends.
SELECT id FROM variant ORDER BY id FOR UPDATE
