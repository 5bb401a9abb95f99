-- The weeks of a variant that are gone: what readers saw of them last, and the archive that lacks them.
SELECT week_id, until_version, replaced_by, published_at, published_derived
FROM revision
WHERE week_id BETWEEN :first AND :last AND kind = 'vanished' AND returned_version IS NULL
