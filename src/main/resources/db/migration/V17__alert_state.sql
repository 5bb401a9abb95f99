-- What was reported to operators, and the messages that wait for their endpoints.

-- The conditions that operators know of, or will learn of in the next digest; the severity of the kind says which. subject: may be empty.
CREATE TABLE reported_condition (
    kind VARCHAR(64) NOT NULL,
    subject VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    PRIMARY KEY (kind, subject)
);

-- A message that waits for at least one endpoint. id: the same in every attempt. place: the order in which they are sent.
-- content: the conditions or the alerts of watchlists, as JSON.
CREATE TABLE alert_message (
    id VARCHAR(64) PRIMARY KEY,
    place BIGINT GENERATED ALWAYS AS IDENTITY,
    type VARCHAR(32) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    content VARCHAR NOT NULL
);

-- For which endpoint a message waits. endpoint: the format and the place in the setting, because an address may contain a token.
-- attempts: how often the endpoint has not accepted it.
CREATE TABLE waiting_message (
    endpoint VARCHAR(64) NOT NULL,
    message_id VARCHAR(64) NOT NULL REFERENCES alert_message,
    attempts INTEGER NOT NULL,
    PRIMARY KEY (endpoint, message_id)
);
