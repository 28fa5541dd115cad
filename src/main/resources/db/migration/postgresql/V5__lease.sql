-- Who may close. Every transaction of a close holds the row of the token it was given with a share lock: a close that was
-- replaced can begin none any more, and the next token is given only when its last one has ended.
CREATE TABLE book_lease (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    token BIGINT NOT NULL
);
INSERT INTO book_lease VALUES (1, 0);

-- One row for each time the book was held; all instants by the clock of this server.
CREATE TABLE book_lease_holder (
    token BIGINT PRIMARY KEY,
    holder VARCHAR(1000) COLLATE "C" NOT NULL,
    taken_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    given_back_at TIMESTAMP(3) WITH TIME ZONE
);
