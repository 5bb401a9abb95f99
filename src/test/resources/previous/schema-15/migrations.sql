-- The migrations of the schema that were started, and whether each was completed.
SELECT CAST("version" AS INT) AS version, "success" AS success
FROM "flyway_schema_history"
WHERE "version" IS NOT NULL
