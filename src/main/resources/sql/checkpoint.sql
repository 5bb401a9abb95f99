-- Writes all that is committed to the database's file.
CHECKPOINT
