-- All downloads that weeks or revisions refer to.
SELECT DISTINCT download_id FROM week
UNION
SELECT download_id FROM revision
UNION
SELECT replaced_by FROM revision WHERE replaced_by IS NOT NULL
