-- When a report date was released, as the calendar says.
INSERT INTO release_moment (report_date, published_at) VALUES (:report_date, :published_at)
