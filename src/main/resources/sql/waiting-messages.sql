-- Which messages wait for which endpoint.
SELECT endpoint, message_id, attempts FROM waiting_message
