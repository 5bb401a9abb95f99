CREATE TABLE of_newer_release (
    id INTEGER PRIMARY KEY
);
