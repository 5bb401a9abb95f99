-- The conditions that operators know of, or will learn of in the next digest.
SELECT kind, subject, message FROM reported_condition ORDER BY kind, subject
