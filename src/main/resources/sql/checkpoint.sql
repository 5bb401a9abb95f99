-- Writes all that is committed to the database's file, and waits until the disk has it.
CHECKPOINT SYNC
