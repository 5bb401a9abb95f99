-- looked_at: when the stored edition was last seen to be the newest.
ALTER TABLE download ADD COLUMN IF NOT EXISTS looked_at TIMESTAMP WITH TIME ZONE;
