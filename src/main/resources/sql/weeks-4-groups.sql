-- The weeks of some markets at a version, unless a later load has changed them, for payloads of four groups.
SELECT
    id, name_id,
    {payload_columns_of_4_groups},
    published_at, published_derived
FROM week
WHERE id BETWEEN :first AND :last AND since_version <= :version
ORDER BY id
