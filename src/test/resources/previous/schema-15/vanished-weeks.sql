-- The vanished weeks of a variant, each with its last published state and the download that lacks it.
SELECT week_id, until_version, replaced_by, published_at, published_derived
FROM revision
WHERE week_id BETWEEN :first AND :last AND kind = 'vanished' AND returned_version IS NULL
