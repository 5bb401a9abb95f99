-- Runs that a process left behind go on under their own number. resumed: how often that happened.
ALTER TABLE run ADD COLUMN resumed INT DEFAULT 0 NOT NULL;
