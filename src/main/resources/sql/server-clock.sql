-- The clock of the server now, also within a transaction.
SELECT clock_timestamp() AS moment
