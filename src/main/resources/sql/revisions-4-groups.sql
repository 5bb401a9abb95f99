-- The earlier contents of some markets' weeks that were valid after a version, the earliest first, for payloads of four groups.
SELECT
    week_id, name_id,
    {payload_columns_of_4_groups},
    published_at, published_derived,
    until_version, kind, replaced_at, returned_version, returned_at
FROM revision
WHERE week_id BETWEEN :first AND :last AND since_version <= :version AND until_version > :replaced_after
ORDER BY week_id, until_version
