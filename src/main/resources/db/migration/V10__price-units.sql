-- What unit stored prices have, and why variants are withheld.

-- The unit of a symbol's bars as readers see them from a data version on: prices of one symbol never have two units in one version.
-- source: where the bars come from; currency: as the source names it (USX are cents of USD), absent where it does not.
CREATE TABLE price_unit (
    symbol_id BIGINT NOT NULL REFERENCES price_symbol,
    since_version BIGINT NOT NULL,
    source VARCHAR NOT NULL,
    currency VARCHAR,
    PRIMARY KEY (symbol_id, since_version)
);
INSERT INTO price_unit (symbol_id, since_version, source, currency)
SELECT id, 0, source, currency FROM price_symbol WHERE newest_bar IS NOT NULL;
ALTER TABLE price_symbol DROP COLUMN currency;

-- Prices below 1 keep six significant digits from now on, not four decimals: the whole history is requested once again.
UPDATE price_symbol SET asked_from = NULL;

-- cause: what is wrong with a withheld variant. odd_markets: markets of its newest release whose open interest is empty, not positive,
-- or many times larger or smaller than before.
ALTER TABLE held_variant ADD COLUMN cause VARCHAR DEFAULT 'shrunk' NOT NULL;
ALTER TABLE held_variant ADD COLUMN odd_markets INT DEFAULT 0 NOT NULL;
