-- Which of several instances leads, so that only one works. Both tables have one row.
-- holder: the leading instance, which is also the name of its database sessions. Empty: nobody has led yet.
-- expires_at: when another instance may take over, by the clock of the database.
CREATE TABLE lease (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    holder VARCHAR(63) NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL
);
INSERT INTO lease (id, holder, taken_at, expires_at)
VALUES (1, '', TIMESTAMP WITH TIME ZONE '2000-01-01 00:00:00+00', TIMESTAMP WITH TIME ZONE '2000-01-01 00:00:00+00');

-- number: rises with each leader. A transaction that writes locks the row, and fails if the number is not the one of its leader. The row is
-- not in the table above, because a lease is renewed while such transactions are open.
CREATE TABLE fencing (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    number BIGINT NOT NULL
);
INSERT INTO fencing (id, number) VALUES (1, 0);
