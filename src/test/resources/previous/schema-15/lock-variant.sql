-- Waits for other loads and publications of a variant, and blocks them until the transaction ends; returns its newest report date.
SELECT newest_report_date FROM variant WHERE id = :variant FOR UPDATE
