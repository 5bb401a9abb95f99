-- Text is sorted by its characters' codes, as in H2, whatever the collation of the database: sets it for the columns of new tables.
DO $$
DECLARE
    new_column RECORD;
BEGIN
    FOR new_column IN
        SELECT c.relname AS table_name, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid
        WHERE
            c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> 'flyway_schema_history'
            AND a.attnum > 0 AND NOT a.attisdropped
            AND a.attcollation NOT IN (0, '"C"'::regcollation)
    LOOP
        EXECUTE format(
            'ALTER TABLE %I ALTER COLUMN %I TYPE %s COLLATE "C"', new_column.table_name, new_column.name, new_column.type);
    END LOOP;
END
$$;
