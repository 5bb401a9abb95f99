-- Deletes the messages that wait for no endpoint.
DELETE FROM alert_message WHERE NOT EXISTS (SELECT 1 FROM waiting_message WHERE message_id = alert_message.id)
