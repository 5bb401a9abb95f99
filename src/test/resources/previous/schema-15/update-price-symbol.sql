-- Records the outcome of the last request for a symbol.
UPDATE price_symbol
SET
    source = :source, asked_at = :asked_at, asked_from = :asked_from,
    answered_at = :answered_at, unknown_since = :unknown_since, ask_again_on = :ask_again_on, error = :error,
    newest_bar = :newest_bar
WHERE symbol = :symbol
