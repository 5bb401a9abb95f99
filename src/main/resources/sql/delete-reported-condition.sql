-- Forgets a condition that has ended, or that a digest has reported.
DELETE FROM reported_condition WHERE kind = :kind AND subject = :subject
