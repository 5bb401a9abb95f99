-- What a newer release may do while readers of this one run.
ALTER TABLE week ADD COLUMN of_newer_release INTEGER;
ALTER TABLE publication ADD COLUMN of_newer_release VARCHAR DEFAULT '' NOT NULL;
