-- Withholds a variant from publication.
INSERT INTO held_variant (variant_id, as_of, held_at, run_id, newest_report_date, newest_markets, lost_weeks, cause, odd_markets, reason)
VALUES (:variant, :as_of, :held_at, :run_id, :newest_report_date, :newest_markets, :lost_weeks, :cause, :odd_markets, :reason)
