-- Root and seal of a closed month, each with the text that it is the SHA-256 of, and chained to the month before. Written in the
-- transaction that closes the month. A month that was closed before this table was there has none: the chain starts after it.
CREATE TABLE month_seal (
    billing_month CHAR(7) PRIMARY KEY,
    root CHAR(64) NOT NULL,
    previous_root CHAR(64) NOT NULL,
    root_statement CLOB NOT NULL,
    seal CHAR(64) NOT NULL,
    previous_seal CHAR(64) NOT NULL,
    seal_statement CLOB NOT NULL
);

-- The SHA-256 of single rows of small tables, so that a row that was changed can be named; and, of the history, which rows are
-- under the seal of which month. A row is under one seal.
CREATE TABLE sealed_row (
    section VARCHAR(32) NOT NULL,
    row_key VARCHAR(400) NOT NULL,
    billing_month CHAR(7) NOT NULL,
    sha256 CHAR(64) NOT NULL,
    PRIMARY KEY (section, row_key)
);

CREATE INDEX sealed_row_by_month ON sealed_row (billing_month);

-- Kept like all else that was written.
CREATE TRIGGER month_seal_stays BEFORE UPDATE, DELETE ON month_seal CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (billing_month) REFERENCES month_seal;
ALTER TABLE keeps_rows ADD COLUMN section VARCHAR(32);
ALTER TABLE keeps_rows ADD COLUMN row_key VARCHAR(400);
CREATE TRIGGER sealed_row_stays BEFORE UPDATE, DELETE ON sealed_row CALL 'io.monthclose.store.InsertOnly';
ALTER TABLE keeps_rows ADD FOREIGN KEY (section, row_key) REFERENCES sealed_row;
