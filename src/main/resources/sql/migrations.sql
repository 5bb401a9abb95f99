-- The changes of the schema that were begun, and whether each was completed.
SELECT CAST("version" AS INT) AS version, "success" AS success
FROM "flyway_schema_history"
WHERE "version" IS NOT NULL
