-- Deletes the directory of markets before a new publication inserts its own.
DELETE FROM published_market
