-- The path of the database's file without its extension; NULL when the database is in memory.
SELECT DATABASE_PATH() AS path
