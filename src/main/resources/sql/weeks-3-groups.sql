-- The weeks of some markets at a version, where no later load changed them: what payloads of three groups need.
SELECT
    id, name_id,
    {payload_columns_of_3_groups},
    published_at, published_derived
FROM week
WHERE id BETWEEN :first AND :last AND since_version <= :version
ORDER BY id
