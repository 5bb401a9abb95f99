-- Ends all rights to write of the leaders so far. Waits for their open transactions.
UPDATE fencing
SET number = number + 1
