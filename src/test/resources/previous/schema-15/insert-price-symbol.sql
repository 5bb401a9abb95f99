-- Inserts a symbol that is requested for the first time.
INSERT INTO price_symbol (
    symbol, source, asked_at, asked_from, answered_at, unknown_since, ask_again_on, error, newest_bar
) VALUES (
    :symbol, :source, :asked_at, :asked_from, :answered_at, :unknown_since, :ask_again_on, :error,
    :newest_bar
)
