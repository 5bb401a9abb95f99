-- The path of the database's file without its ending; null when it is in memory.
SELECT DATABASE_PATH() AS path
