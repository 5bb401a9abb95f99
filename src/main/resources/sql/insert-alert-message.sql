-- Records a message that waits for an endpoint.
INSERT INTO alert_message (id, type, created_at, content) VALUES (:id, :type, :created_at, :content)
