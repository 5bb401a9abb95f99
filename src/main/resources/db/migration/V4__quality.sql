-- Data quality: what the last checks said, and variants that are held back from publication.

-- The data version at which readers of a publication see a variant: its own, or an earlier one while the variant is held back.
ALTER TABLE published_variant ADD COLUMN as_of BIGINT;
UPDATE published_variant SET as_of = version;
ALTER TABLE published_variant ALTER COLUMN as_of SET NOT NULL;

-- A variant that readers keep as it was, because what is stored of it has shrunk.
-- newest_report_date, newest_markets: its newest release as it is stored; lost_weeks: published ones that are stored no more.
-- run_id: the run that held it back first; its record may be gone.
CREATE TABLE held_variant (
    variant_id INT PRIMARY KEY REFERENCES variant,
    as_of BIGINT NOT NULL,
    held_at TIMESTAMP WITH TIME ZONE NOT NULL,
    run_id BIGINT,
    newest_report_date DATE NOT NULL,
    newest_markets INT NOT NULL,
    lost_weeks BIGINT NOT NULL,
    reason VARCHAR NOT NULL
);

-- The last results of the checks, one per variant and check. A deviation that is explained is not counted as deviating.
-- newest_checked, newest_deviating: of the newest release alone. run_id: the run that checked; its record may be gone.
CREATE TABLE quality_check (
    variant_id INT NOT NULL REFERENCES variant,
    check_name VARCHAR NOT NULL,
    result VARCHAR NOT NULL CHECK (result IN ('ok', 'warning')),
    checked BIGINT NOT NULL,
    deviating BIGINT NOT NULL,
    explained BIGINT NOT NULL,
    newest_checked BIGINT NOT NULL,
    newest_deviating BIGINT NOT NULL,
    newest_report_date DATE NOT NULL,
    run_id BIGINT,
    version BIGINT NOT NULL,
    checked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (variant_id, check_name)
);

-- Examples of deviations, the newest first. code: absent where a whole release deviates.
CREATE TABLE quality_example (
    variant_id INT NOT NULL,
    check_name VARCHAR NOT NULL,
    place INT NOT NULL,
    code VARCHAR,
    report_date DATE NOT NULL,
    subject VARCHAR NOT NULL,
    found VARCHAR NOT NULL,
    expected VARCHAR NOT NULL,
    PRIMARY KEY (variant_id, check_name, place),
    FOREIGN KEY (variant_id, check_name) REFERENCES quality_check ON DELETE CASCADE
);
