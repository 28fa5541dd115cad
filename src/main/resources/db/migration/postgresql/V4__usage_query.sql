-- The query of a take whose usage comes from a database. Its slices follow from the month and the width; a slice that was taken
-- has its rows in take_input and take_slice, as if it were a file of its own.
CREATE TABLE take_query (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    take INTEGER NOT NULL,
    name VARCHAR(64) COLLATE "C" NOT NULL,
    query TEXT COLLATE "C" NOT NULL,
    slice_seconds BIGINT NOT NULL CHECK (slice_seconds > 0),
    PRIMARY KEY (billing_month, take)
);
