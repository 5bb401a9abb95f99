-- The alerts of watchlists: a condition that became true for a market.
-- entry: identifies the condition in its watchlist. variant: the path of the report. compared: the values as a JSON object.
CREATE TABLE market_alert (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    data_version BIGINT NOT NULL,
    watchlist VARCHAR(64) NOT NULL,
    entry VARCHAR(32) NOT NULL,
    label VARCHAR NOT NULL,
    variant VARCHAR(16) NOT NULL,
    code VARCHAR(6) NOT NULL,
    name VARCHAR NOT NULL,
    report_date DATE NOT NULL,
    condition_text VARCHAR NOT NULL,
    compared VARCHAR NOT NULL,
    UNIQUE (watchlist, entry, variant, code, report_date)
);

-- The conditions that held at the last evaluation. While one holds, it becomes no further alert.
CREATE TABLE held_condition (
    watchlist VARCHAR(64) NOT NULL,
    entry VARCHAR(32) NOT NULL,
    variant VARCHAR(16) NOT NULL,
    code VARCHAR(6) NOT NULL,
    PRIMARY KEY (watchlist, entry, variant, code)
);

-- The watchlists of the admin API; those of the file are not stored. place: the order of the entries of a list.
-- report_type: as in the file, so it may be primary.
CREATE TABLE watchlist_entry (
    watchlist VARCHAR(64) NOT NULL,
    place INTEGER NOT NULL,
    markets VARCHAR(64) NOT NULL,
    report_type VARCHAR(16) NOT NULL,
    subtype VARCHAR(2) NOT NULL,
    condition_text VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    PRIMARY KEY (watchlist, place)
);
