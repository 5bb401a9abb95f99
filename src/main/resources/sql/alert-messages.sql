-- The messages that wait for an endpoint, in the order in which they are sent.
SELECT id, type, created_at, content FROM alert_message ORDER BY place
