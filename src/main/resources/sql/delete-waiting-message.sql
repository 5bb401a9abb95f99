-- A message waits for an endpoint no longer.
DELETE FROM waiting_message WHERE endpoint = :endpoint AND message_id = :message_id
