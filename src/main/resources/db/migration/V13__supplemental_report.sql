-- The supplemental report, which the CFTC publishes as combined only.

INSERT INTO variant (id, path, changed_in) VALUES (7, 'cit/co', 0);
