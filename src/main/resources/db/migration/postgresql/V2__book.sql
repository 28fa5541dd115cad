-- The book: months, what they were settled from, what came out, and its history. Keys sort by bytes in any locale.
-- Instants are text in UTC with nine decimals (2022-09-30T16:00:00.000000000Z): exact, and in order as text.
-- Money has 2 decimals, amounts of lines 8, prices per thousand calls 5. Everything below "results" is only ever inserted.

-- Fixed at the first close.
CREATE TABLE book (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    zone VARCHAR(64) COLLATE "C" NOT NULL,
    currency VARCHAR(3) COLLATE "C" NOT NULL
);

-- The chain of months: OPEN, TAKEN, RATED, SETTLED, CLOSED, forward only.
CREATE TABLE closing_month (
    billing_month VARCHAR(7) COLLATE "C" PRIMARY KEY,
    state VARCHAR(8) COLLATE "C" NOT NULL CHECK (state IN ('OPEN', 'TAKEN', 'RATED', 'SETTLED', 'CLOSED')),
    first_of_chain BOOLEAN NOT NULL,
    take INTEGER NOT NULL,
    price_book_sha256 VARCHAR(64) COLLATE "C" NOT NULL,
    settlement_instant VARCHAR(30) COLLATE "C"
);

CREATE TABLE price_book (
    sha256 VARCHAR(64) COLLATE "C" PRIMARY KEY,
    version VARCHAR(64) COLLATE "C" NOT NULL,
    yaml BYTEA NOT NULL
);

-- Which API draws which pool, for the reconciliation.
CREATE TABLE price_book_pool (
    sha256 VARCHAR(64) COLLATE "C" NOT NULL REFERENCES price_book (sha256),
    api VARCHAR(64) COLLATE "C" NOT NULL,
    pool VARCHAR(64) COLLATE "C" NOT NULL,
    calls BIGINT NOT NULL,
    PRIMARY KEY (sha256, api)
);

---------------------------------------------------------------------------------------------------------------- master records

-- An account as read in a month; the latest month's row is in force.
CREATE TABLE account (
    account_id VARCHAR(64) COLLATE "C" NOT NULL,
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    name VARCHAR(400) COLLATE "C" NOT NULL,
    opened_on DATE NOT NULL,
    closed_on DATE,
    PRIMARY KEY (account_id, billing_month)
);

CREATE TABLE pack (
    pack_id VARCHAR(64) COLLATE "C" PRIMARY KEY,
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    account_id VARCHAR(64) COLLATE "C" NOT NULL,
    apis TEXT COLLATE "C" NOT NULL,
    calls BIGINT NOT NULL CHECK (calls > 0),
    valid_from VARCHAR(30) COLLATE "C" NOT NULL,
    valid_until VARCHAR(30) COLLATE "C" NOT NULL
);

CREATE TABLE top_up (
    top_up_id VARCHAR(64) COLLATE "C" PRIMARY KEY,
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    account_id VARCHAR(64) COLLATE "C" NOT NULL,
    amount DECIMAL(20, 2) NOT NULL CHECK (amount > 0),
    received_at VARCHAR(30) COLLATE "C" NOT NULL
);

---------------------------------------------------------------------------------------------------------------------- snapshot

CREATE TABLE usage_take (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    take INTEGER NOT NULL,
    buckets INTEGER NOT NULL,
    PRIMARY KEY (billing_month, take)
);

-- What was read. A master file's bytes are kept; a usage file is in the segments and rejects.
CREATE TABLE take_input (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    take INTEGER NOT NULL,
    role VARCHAR(8) COLLATE "C" NOT NULL CHECK (role IN ('USAGE', 'ACCOUNTS', 'PACKS', 'TOP_UPS')),
    file INTEGER NOT NULL,
    name VARCHAR(1000) COLLATE "C" NOT NULL,
    bytes BIGINT NOT NULL,
    line_count BIGINT NOT NULL,
    sha256 VARCHAR(64) COLLATE "C" NOT NULL,
    header VARCHAR(200) COLLATE "C",
    content BYTEA,
    PRIMARY KEY (billing_month, take, role, file)
);

CREATE TABLE take_slice (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    take INTEGER NOT NULL,
    slice INTEGER NOT NULL,
    file INTEGER NOT NULL,
    from_byte BIGINT NOT NULL,
    until_byte BIGINT NOT NULL,
    first_line BIGINT NOT NULL,
    line_count BIGINT NOT NULL,
    sha256 VARCHAR(64) COLLATE "C" NOT NULL,
    PRIMARY KEY (billing_month, take, slice)
);

-- A slice that was taken, with its segments and rejects in the same transaction.
CREATE TABLE taken_slice (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    take INTEGER NOT NULL,
    slice INTEGER NOT NULL,
    kept BIGINT NOT NULL,
    kept_calls DECIMAL(38) NOT NULL,
    rejected BIGINT NOT NULL,
    PRIMARY KEY (billing_month, take, slice)
);

CREATE TABLE segment (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    take INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    slice INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    bytes BYTEA NOT NULL,
    sha256 VARCHAR(64) COLLATE "C" NOT NULL,
    PRIMARY KEY (billing_month, take, bucket, slice)
);

-- They are compressed already.
ALTER TABLE segment ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE reject (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    take INTEGER NOT NULL,
    file INTEGER NOT NULL,
    line BIGINT NOT NULL,
    reason VARCHAR(16) COLLATE "C" NOT NULL,
    detail VARCHAR(2000) COLLATE "C" NOT NULL,
    raw BYTEA NOT NULL,
    raw_bytes BIGINT NOT NULL,
    raw_sha256 VARCHAR(64) COLLATE "C" NOT NULL,
    late_month VARCHAR(8) COLLATE "C",
    late_calls BIGINT,
    PRIMARY KEY (billing_month, take, file, line)
);

-- Accounts with something to settle, as they stand before: those due a bill, and those that only hold packs.
CREATE TABLE month_account (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    take INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    account_id VARCHAR(64) COLLATE "C" NOT NULL,
    due BOOLEAN NOT NULL,
    name VARCHAR(400) COLLATE "C" NOT NULL,
    opened_on DATE NOT NULL,
    closed_on DATE,
    balance DECIMAL(20, 2) NOT NULL,
    frozen DECIMAL(20, 2) NOT NULL CHECK (frozen >= 0),
    PRIMARY KEY (billing_month, take, bucket, account_id),
    UNIQUE (billing_month, take, account_id)
);

-- Packs with calls left at the month's start.
CREATE TABLE month_pack (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    take INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    account_id VARCHAR(64) COLLATE "C" NOT NULL,
    pack_id VARCHAR(64) COLLATE "C" NOT NULL,
    apis TEXT COLLATE "C" NOT NULL,
    calls BIGINT NOT NULL CHECK (calls > 0),
    valid_from VARCHAR(30) COLLATE "C" NOT NULL,
    valid_until VARCHAR(30) COLLATE "C" NOT NULL,
    opening BIGINT NOT NULL CHECK (opening > 0),
    PRIMARY KEY (billing_month, take, bucket, account_id, pack_id)
);

----------------------------------------------------------------------------------------------------------------------- results

CREATE TABLE bill (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    account_id VARCHAR(64) COLLATE "C" NOT NULL,
    bucket INTEGER NOT NULL,
    lines_total DECIMAL(38, 8) NOT NULL CHECK (lines_total >= 0),
    rounding DECIMAL(10, 8) NOT NULL CHECK (rounding BETWEEN -0.005 AND 0.005),
    amount_due DECIMAL(20, 2) NOT NULL CHECK (amount_due >= 0),
    freeze_estimate DECIMAL(20, 2) NOT NULL CHECK (freeze_estimate >= 0),
    -- The sums over its lines.
    metered_calls DECIMAL(38) NOT NULL,
    beta_calls DECIMAL(38) NOT NULL,
    free_calls DECIMAL(38) NOT NULL,
    prepaid_calls DECIMAL(38) NOT NULL,
    billable_calls DECIMAL(38) NOT NULL,
    line_count INTEGER NOT NULL,
    -- One row of text per line and per draw, with the columns of bill-lines.csv and pack-draws.csv behind the account.
    lines TEXT COLLATE "C" NOT NULL,
    draws TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (billing_month, account_id)
);

CREATE TABLE pack_movement (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    account_id VARCHAR(64) COLLATE "C" NOT NULL,
    bucket INTEGER NOT NULL,
    pack_id VARCHAR(64) COLLATE "C" NOT NULL,
    opening BIGINT NOT NULL,
    drawn BIGINT NOT NULL CHECK (drawn >= 0),
    forfeited BIGINT NOT NULL CHECK (forfeited >= 0),
    closing BIGINT NOT NULL CHECK (closing >= 0),
    PRIMARY KEY (billing_month, account_id, pack_id)
);

-- What became of the kept rows: one row per chunk of accounts and file.
CREATE TABLE rated_rows (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    first_account_id VARCHAR(64) COLLATE "C" NOT NULL,
    file INTEGER NOT NULL,
    accepted BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    conflicts BIGINT NOT NULL,
    accepted_calls DECIMAL(38) NOT NULL,
    duplicate_calls DECIMAL(38) NOT NULL,
    conflict_calls DECIMAL(38) NOT NULL,
    PRIMARY KEY (billing_month, first_account_id, file)
);

CREATE TABLE parked_account (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    account_id VARCHAR(64) COLLATE "C" NOT NULL,
    bucket INTEGER NOT NULL,
    stage VARCHAR(8) COLLATE "C" NOT NULL CHECK (stage IN ('RATING', 'SETTLING')),
    reason VARCHAR(1000) COLLATE "C" NOT NULL,
    calls DECIMAL(38) NOT NULL,
    PRIMARY KEY (billing_month, account_id)
);

CREATE TABLE settlement (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    account_id VARCHAR(64) COLLATE "C" NOT NULL,
    bucket INTEGER NOT NULL,
    opening_balance DECIMAL(20, 2) NOT NULL,
    top_ups DECIMAL(20, 2) NOT NULL CHECK (top_ups >= 0),
    released DECIMAL(20, 2) NOT NULL CHECK (released >= 0),
    amount_due DECIMAL(20, 2) NOT NULL CHECK (amount_due >= 0),
    balance_after DECIMAL(20, 2) NOT NULL,
    wanted DECIMAL(20, 2) NOT NULL CHECK (wanted >= 0),
    frozen DECIMAL(20, 2) NOT NULL CHECK (frozen = 0 OR frozen = wanted),
    freeze_status VARCHAR(12) COLLATE "C" NOT NULL CHECK (freeze_status IN ('HELD', 'INSUFFICIENT', 'NONE')),
    account_status VARCHAR(9) COLLATE "C" NOT NULL CHECK (account_status IN ('CLOSED', 'ARREARS', 'SUSPENDED', 'ACTIVE')),
    bill_status VARCHAR(7) COLLATE "C" NOT NULL CHECK (bill_status IN ('PAID', 'ARREARS')),
    -- The month whose freeze is released; null when none is. A freeze is released once.
    released_month VARCHAR(7) COLLATE "C" CHECK ((released_month IS NULL) = (released = 0)),
    -- One row of text per ledger entry: kind, amount, instant, top-up, balance and freeze after it; in posting order.
    entry_count INTEGER NOT NULL,
    entries TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (billing_month, account_id),
    UNIQUE (released_month, account_id)
);

-- A top-up counts once, ever.
CREATE TABLE counted_top_up (
    top_up_id VARCHAR(64) COLLATE "C" PRIMARY KEY,
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    account_id VARCHAR(64) COLLATE "C" NOT NULL
);

-- What the last reconciliation found.
CREATE TABLE invariant_result (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    holds BOOLEAN NOT NULL,
    detail VARCHAR(4000) COLLATE "C" NOT NULL,
    PRIMARY KEY (billing_month, number)
);

-- The documents of a closed month, as they were written.
CREATE TABLE month_document (
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    name VARCHAR(100) COLLATE "C" NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 VARCHAR(64) COLLATE "C" NOT NULL,
    PRIMARY KEY (billing_month, name)
);

----------------------------------------------------------------------------------------------------------------------- history

CREATE TABLE launch (
    launch_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    command VARCHAR(16) COLLATE "C" NOT NULL,
    billing_month VARCHAR(7) COLLATE "C" NOT NULL,
    operator VARCHAR(200) COLLATE "C" NOT NULL,
    os_user VARCHAR(200) COLLATE "C" NOT NULL,
    host VARCHAR(255) COLLATE "C" NOT NULL,
    program_version VARCHAR(64) COLLATE "C" NOT NULL,
    options VARCHAR(4000) COLLATE "C" NOT NULL,
    started_at TIMESTAMP(3) WITH TIME ZONE NOT NULL
);

CREATE TABLE launch_event (
    event_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    launch_id BIGINT NOT NULL REFERENCES launch (launch_id),
    at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    kind VARCHAR(16) COLLATE "C" NOT NULL CHECK (kind IN ('STEP_STARTED', 'STEP_ENDED', 'NOTE', 'ENDED')),
    step VARCHAR(32) COLLATE "C",
    outcome VARCHAR(16) COLLATE "C",
    exit_code INTEGER,
    detail VARCHAR(4000) COLLATE "C"
);

-- What the rows of a bucket are read by, again and again.
CREATE INDEX bill_by_bucket ON bill (billing_month, bucket);
CREATE INDEX pack_movement_by_bucket ON pack_movement (billing_month, bucket);
CREATE INDEX settlement_by_bucket ON settlement (billing_month, bucket);
CREATE INDEX launch_event_by_launch ON launch_event (launch_id);
