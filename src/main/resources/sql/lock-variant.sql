-- Waits until no other load or publication works on a variant, and keeps them waiting until the transaction ends; its newest report date.
SELECT newest_report_date FROM variant WHERE id = :variant FOR UPDATE
