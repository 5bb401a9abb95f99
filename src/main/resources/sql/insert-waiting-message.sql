-- Records that a message waits for an endpoint.
INSERT INTO waiting_message (endpoint, message_id, attempts) VALUES (:endpoint, :message_id, :attempts)
