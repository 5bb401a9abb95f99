-- Copies the database into a zip file while it is in use, as of one moment.
BACKUP TO :file
