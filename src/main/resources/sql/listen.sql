-- Receives the notifications of other sessions. Only PostgreSQL has notifications.
LISTEN cotinga
