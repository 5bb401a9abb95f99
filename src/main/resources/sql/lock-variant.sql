-- Waits until no other load or publication works on a variant, and keeps them waiting until the transaction ends.
SELECT id FROM variant WHERE id = :variant FOR UPDATE
