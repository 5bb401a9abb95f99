-- Empties the directory of markets before a new publication fills it.
DELETE FROM published_market
