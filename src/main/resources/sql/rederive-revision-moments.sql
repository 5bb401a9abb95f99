-- Gives earlier contents of weeks the moment that the calendar says, where it was derived; never later than the week was first seen.
UPDATE revision
SET published_at = LEAST(
    (SELECT m.published_at FROM release_moment m WHERE m.report_date = revision.report_date),
    seen_at,
    COALESCE((SELECT MIN(r.seen_at) FROM revision r WHERE r.week_id = revision.week_id), seen_at))
WHERE
    published_derived
    AND published_at <> LEAST(
        (SELECT m.published_at FROM release_moment m WHERE m.report_date = revision.report_date),
        seen_at,
        COALESCE((SELECT MIN(r.seen_at) FROM revision r WHERE r.week_id = revision.week_id), seen_at))
