-- Every download that a week, or an earlier content of one, came from or was replaced by.
SELECT DISTINCT download_id FROM week
UNION
SELECT download_id FROM revision
UNION
SELECT replaced_by FROM revision WHERE replaced_by IS NOT NULL
