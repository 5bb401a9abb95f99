-- Inserts a variant of a publication.
INSERT INTO published_variant (version, variant_id, weeks, markets, report_dates, first_date, last_date, as_of)
VALUES (:version, :variant, :weeks, :markets, :report_dates, :first_date, :last_date, :as_of)
