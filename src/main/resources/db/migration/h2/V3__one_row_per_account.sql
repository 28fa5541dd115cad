-- An account's month is one row of bill and one of settlement: lines, draws and ledger entries are text in them, one row of
-- text each. Written once and read whole, they cost a tenth of what rows of their own did.

-- Text of nearly every account lies in its row; only that of a very large one lies apart.
SET MAX_LENGTH_INPLACE_LOB 1000000;

ALTER TABLE bill ADD COLUMN metered_calls DECIMAL(38) DEFAULT 0 NOT NULL;
ALTER TABLE bill ADD COLUMN beta_calls DECIMAL(38) DEFAULT 0 NOT NULL;
ALTER TABLE bill ADD COLUMN free_calls DECIMAL(38) DEFAULT 0 NOT NULL;
ALTER TABLE bill ADD COLUMN prepaid_calls DECIMAL(38) DEFAULT 0 NOT NULL;
ALTER TABLE bill ADD COLUMN billable_calls DECIMAL(38) DEFAULT 0 NOT NULL;
ALTER TABLE bill ADD COLUMN line_count INTEGER DEFAULT 0 NOT NULL;
-- One row of text per line and per draw, with the columns of bill-lines.csv and pack-draws.csv behind the account.
ALTER TABLE bill ADD COLUMN lines CLOB DEFAULT '' NOT NULL;
ALTER TABLE bill ADD COLUMN draws CLOB DEFAULT '' NOT NULL;

UPDATE bill b SET
    (metered_calls, beta_calls, free_calls, prepaid_calls, billable_calls, line_count, lines) = (
        SELECT COALESCE(SUM(CAST(l.metered_calls AS DECIMAL(38))), 0), COALESCE(SUM(CAST(l.beta_calls AS DECIMAL(38))), 0),
               COALESCE(SUM(CAST(l.free_calls AS DECIMAL(38))), 0), COALESCE(SUM(CAST(l.prepaid_calls AS DECIMAL(38))), 0),
               COALESCE(SUM(CAST(l.billable_calls AS DECIMAL(38))), 0), COUNT(*),
               COALESCE(LISTAGG(l.api || ',' || l.price_version || ',' || l.metered_calls || ',' || l.beta_calls || ','
                                || l.free_calls || ',' || l.prepaid_calls || ',' || l.billable_calls || ',' || l.tier_from
                                || ',' || l.unit_price || ',' || l.amount, CHAR(10))
                        WITHIN GROUP (ORDER BY l.api, l.price_version), '')
        FROM bill_line l WHERE l.billing_month = b.billing_month AND l.account_id = b.account_id),
    draws = (
        SELECT COALESCE(LISTAGG(d.api || ',' || d.source || ',' || d.pack_id || ',' || d.calls, CHAR(10))
                        WITHIN GROUP (ORDER BY d.api, d.source, d.pack_id), '')
        FROM pack_draw d WHERE d.billing_month = b.billing_month AND d.account_id = b.account_id);

-- A counted top-up is posted in the order of instant and id; so is the entry of that number.
CREATE TABLE posted_top_up AS
    SELECT c.billing_month, c.account_id, t.top_up_id,
           ROW_NUMBER() OVER (PARTITION BY c.billing_month, c.account_id ORDER BY t.received_at, t.top_up_id) AS number
    FROM counted_top_up c JOIN top_up t ON t.top_up_id = c.top_up_id;
CREATE INDEX posted_top_up_by_account ON posted_top_up (billing_month, account_id, number);

ALTER TABLE settlement RENAME TO old_settlement;

CREATE TABLE settlement (
    billing_month CHAR(7) NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    bucket INTEGER NOT NULL,
    opening_balance DECIMAL(20, 2) NOT NULL,
    top_ups DECIMAL(20, 2) NOT NULL CHECK (top_ups >= 0),
    released DECIMAL(20, 2) NOT NULL CHECK (released >= 0),
    amount_due DECIMAL(20, 2) NOT NULL CHECK (amount_due >= 0),
    balance_after DECIMAL(20, 2) NOT NULL,
    wanted DECIMAL(20, 2) NOT NULL CHECK (wanted >= 0),
    frozen DECIMAL(20, 2) NOT NULL CHECK (frozen = 0 OR frozen = wanted),
    freeze_status VARCHAR(12) NOT NULL CHECK (freeze_status IN ('HELD', 'INSUFFICIENT', 'NONE')),
    account_status VARCHAR(9) NOT NULL CHECK (account_status IN ('CLOSED', 'ARREARS', 'SUSPENDED', 'ACTIVE')),
    bill_status VARCHAR(7) NOT NULL CHECK (bill_status IN ('PAID', 'ARREARS')),
    -- The month whose freeze is released; null when none is. A freeze is released once.
    released_month CHAR(7) CHECK ((released_month IS NULL) = (released = 0)),
    -- One row of text per ledger entry: kind, amount, instant, top-up, balance and freeze after it; in posting order.
    entry_count INTEGER NOT NULL,
    entries CLOB NOT NULL,
    PRIMARY KEY (billing_month, account_id),
    UNIQUE (released_month, account_id)
);

INSERT INTO settlement
    SELECT s.billing_month, s.account_id, s.bucket, s.opening_balance, s.top_ups, s.released, s.amount_due, s.balance_after,
           s.wanted, s.frozen, s.freeze_status, s.account_status, s.bill_status,
           (SELECT MAX(r.freeze_month) FROM freeze_release r
            WHERE r.billing_month = s.billing_month AND r.account_id = s.account_id),
           (SELECT COUNT(*) FROM ledger_entry e WHERE e.billing_month = s.billing_month AND e.account_id = s.account_id),
           (SELECT COALESCE(LISTAGG(e.kind || ',' || e.amount || ',' || e.effective_at || ',' || COALESCE(p.top_up_id, '')
                                    || ',' || e.balance_after || ',' || e.frozen_after, CHAR(10))
                            WITHIN GROUP (ORDER BY e.entry_id), '')
            FROM ledger_entry e
            LEFT JOIN posted_top_up p ON e.kind = 'TOP_UP' AND p.billing_month = e.billing_month
                 AND p.account_id = e.account_id
                 AND p.number = CAST(SUBSTRING(e.entry_id, CHAR_LENGTH(e.entry_id) - 5) AS INTEGER)
            WHERE e.billing_month = s.billing_month AND e.account_id = s.account_id)
    FROM old_settlement s;

DROP TABLE posted_top_up;
DROP TABLE old_settlement;
DROP TABLE freeze_release;
DROP TABLE freeze;
DROP TABLE ledger_entry;
DROP TABLE bill_line;
DROP TABLE pack_draw;

-- What these referred to is checked by the reconciliation, over all rows at once.
ALTER TABLE month_pack RENAME TO old_month_pack;
CREATE TABLE month_pack (
    billing_month CHAR(7) NOT NULL,
    take INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    pack_id VARCHAR(64) NOT NULL,
    apis VARCHAR(100000) NOT NULL,
    calls BIGINT NOT NULL CHECK (calls > 0),
    valid_from VARCHAR(30) NOT NULL,
    valid_until VARCHAR(30) NOT NULL,
    opening BIGINT NOT NULL CHECK (opening > 0),
    PRIMARY KEY (billing_month, take, bucket, account_id, pack_id)
);
INSERT INTO month_pack
    SELECT o.billing_month, o.take, o.bucket, o.account_id, o.pack_id, p.apis, p.calls, p.valid_from, p.valid_until, o.opening
    FROM old_month_pack o JOIN pack p ON p.pack_id = o.pack_id;

-- The bucket of its account.
ALTER TABLE pack_movement ADD COLUMN bucket INTEGER DEFAULT 0 NOT NULL;
UPDATE pack_movement m SET bucket = (
    SELECT MAX(o.bucket) FROM old_month_pack o JOIN closing_month c ON c.billing_month = o.billing_month AND c.take = o.take
    WHERE o.billing_month = m.billing_month AND o.account_id = m.account_id AND o.pack_id = m.pack_id);
DROP TABLE old_month_pack;

ALTER TABLE counted_top_up RENAME TO old_counted_top_up;
CREATE TABLE counted_top_up (
    top_up_id VARCHAR(64) PRIMARY KEY,
    billing_month CHAR(7) NOT NULL,
    account_id VARCHAR(64) NOT NULL
);
INSERT INTO counted_top_up SELECT * FROM old_counted_top_up;
DROP TABLE old_counted_top_up;

DROP INDEX top_up_by_account;

-- What the rows of a bucket are read by, again and again.
CREATE INDEX bill_by_bucket ON bill (billing_month, bucket);
CREATE INDEX pack_movement_by_bucket ON pack_movement (billing_month, bucket);
CREATE INDEX settlement_by_bucket ON settlement (billing_month, bucket);
