-- The content of a week that readers of a version see, if a later load has changed it.
SELECT
    week_id, since_version, seen_at, download_id, name_id,
    {week_columns}
FROM revision
WHERE week_id = :id AND since_version <= :as_of AND until_version > :as_of
