-- Waits until no other load compares futures only with combined, and keeps them waiting until the transaction ends.
SELECT id FROM subtype_check WHERE id = 1 FOR UPDATE
