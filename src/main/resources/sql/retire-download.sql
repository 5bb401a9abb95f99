-- Makes room for a newer edition of a weekly file; the weeks of this one keep it.
UPDATE download SET path = path || '@' || id WHERE id = :id
