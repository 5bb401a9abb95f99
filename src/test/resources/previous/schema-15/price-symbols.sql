-- All symbols that were requested from price sources.
SELECT
    symbol, source, asked_at, asked_from, answered_at, unknown_since, ask_again_on, error, newest_bar
FROM price_symbol
ORDER BY symbol
