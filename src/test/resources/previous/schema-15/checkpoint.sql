-- Writes all committed changes to the database's file and to disk.
CHECKPOINT SYNC
