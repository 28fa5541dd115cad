-- Root and seal of a closed month, each with the text that it is the SHA-256 of, and chained to the month before. Written in the
-- transaction that closes the month. A month that was closed before this table was there has none: the chain starts after it.
CREATE TABLE month_seal (
    billing_month VARCHAR(7) COLLATE "C" PRIMARY KEY,
    root VARCHAR(64) COLLATE "C" NOT NULL,
    previous_root VARCHAR(64) COLLATE "C" NOT NULL,
    root_statement TEXT COLLATE "C" NOT NULL,
    seal VARCHAR(64) COLLATE "C" NOT NULL,
    previous_seal VARCHAR(64) COLLATE "C" NOT NULL,
    seal_statement TEXT COLLATE "C" NOT NULL
);

-- The SHA-256 of single rows of small tables, so that a row that was changed can be named; and, of the history, which rows are
-- under the seal of which month. A row is under one seal.
CREATE TABLE sealed_row (
    section VARCHAR(32) COLLATE "C" NOT NULL,
    row_key VARCHAR(400) COLLATE "C" NOT NULL,
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    sha256 VARCHAR(64) COLLATE "C" NOT NULL,
    PRIMARY KEY (section, row_key)
);

CREATE INDEX sealed_row_by_month ON sealed_row (billing_month);

-- Kept like all else that was written.
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON month_seal FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON sealed_row FOR EACH STATEMENT EXECUTE FUNCTION insert_only();
