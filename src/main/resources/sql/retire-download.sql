-- Makes room for another edition of a file; the weeks of this one keep it.
UPDATE download SET path = :path || '@' || id WHERE id = :id
