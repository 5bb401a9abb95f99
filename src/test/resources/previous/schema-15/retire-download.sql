-- Renames a download, so that another edition can take its path; its weeks keep it.
UPDATE download SET path = :path || '@' || id WHERE id = :id
