-- Records an alert.
INSERT INTO market_alert (
    created_at, data_version, watchlist, entry, label, variant, code, name, report_date, condition_text, compared)
VALUES (
    :created_at, :data_version, :watchlist, :entry, :label, :variant, :code, :name, :report_date, :condition_text, :compared)
