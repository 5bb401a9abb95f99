-- Waits until no other load compares subtypes, and blocks other comparisons until the transaction ends.
SELECT id FROM subtype_check WHERE id = 1 FOR UPDATE
