-- Withholds a variant from publication.
INSERT INTO withheld_variant (
    variant_id, as_of, withheld_at, run_id, newest_report_date, newest_markets, lost_weeks, cause, odd_markets, reason
) VALUES (
    :variant, :as_of, :withheld_at, :run_id, :newest_report_date, :newest_markets, :lost_weeks, :cause, :odd_markets, :reason
)
