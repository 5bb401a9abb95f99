-- Records how often an endpoint has not accepted a message.
UPDATE waiting_message SET attempts = :attempts WHERE endpoint = :endpoint AND message_id = :message_id
