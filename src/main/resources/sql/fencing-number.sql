-- Returns the number of the leader, and keeps it until the transaction ends.
SELECT number
FROM fencing
FOR SHARE
