-- The weeks of some markets at a version, unless a later load has changed them, for payloads of three groups.
SELECT
    id, name_id,
    {payload_columns_of_3_groups},
    published_at, published_derived
FROM week
WHERE id BETWEEN :first AND :last AND since_version <= :version
ORDER BY id
