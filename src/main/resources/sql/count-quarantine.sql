-- How many lines are in quarantine.
SELECT COUNT(*) FROM quarantine
