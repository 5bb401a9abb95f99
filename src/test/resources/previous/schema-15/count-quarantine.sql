-- The number of quarantined lines.
SELECT COUNT(*) FROM quarantine
