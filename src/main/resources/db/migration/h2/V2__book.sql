-- The book: months, what they were settled from, what came out, and its history.
-- Instants are text in UTC with nine decimals (2022-09-30T16:00:00.000000000Z): exact, and in order as text.
-- Money has 2 decimals, amounts of lines 8, prices per thousand calls 5. Everything below "results" is only ever inserted.

-- Fixed at the first close.
CREATE TABLE book (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    zone VARCHAR(64) NOT NULL,
    currency CHAR(3) NOT NULL
);

-- The chain of months: OPEN, TAKEN, RATED, SETTLED, CLOSED, forward only.
CREATE TABLE closing_month (
    billing_month CHAR(7) PRIMARY KEY,
    state VARCHAR(8) NOT NULL CHECK (state IN ('OPEN', 'TAKEN', 'RATED', 'SETTLED', 'CLOSED')),
    first_of_chain BOOLEAN NOT NULL,
    take INTEGER NOT NULL,
    price_book_sha256 CHAR(64) NOT NULL,
    settlement_instant VARCHAR(30)
);

CREATE TABLE price_book (
    sha256 CHAR(64) PRIMARY KEY,
    version VARCHAR(64) NOT NULL,
    yaml BLOB NOT NULL
);

-- Which API draws which pool, for the reconciliation.
CREATE TABLE price_book_pool (
    sha256 CHAR(64) NOT NULL REFERENCES price_book (sha256),
    api VARCHAR(64) NOT NULL,
    pool VARCHAR(64) NOT NULL,
    calls BIGINT NOT NULL,
    PRIMARY KEY (sha256, api)
);

---------------------------------------------------------------------------------------------------------------- master records

-- An account as read in a month; the latest month's row is in force.
CREATE TABLE account (
    account_id VARCHAR(64) NOT NULL,
    billing_month CHAR(7) NOT NULL,
    name VARCHAR(400) NOT NULL,
    opened_on DATE NOT NULL,
    closed_on DATE,
    PRIMARY KEY (account_id, billing_month)
);

CREATE TABLE pack (
    pack_id VARCHAR(64) PRIMARY KEY,
    billing_month CHAR(7) NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    apis VARCHAR(100000) NOT NULL,
    calls BIGINT NOT NULL CHECK (calls > 0),
    valid_from VARCHAR(30) NOT NULL,
    valid_until VARCHAR(30) NOT NULL
);

CREATE TABLE top_up (
    top_up_id VARCHAR(64) PRIMARY KEY,
    billing_month CHAR(7) NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    amount DECIMAL(20, 2) NOT NULL CHECK (amount > 0),
    received_at VARCHAR(30) NOT NULL
);

---------------------------------------------------------------------------------------------------------------------- snapshot

CREATE TABLE usage_take (
    billing_month CHAR(7) NOT NULL,
    take INTEGER NOT NULL,
    buckets INTEGER NOT NULL,
    PRIMARY KEY (billing_month, take)
);

-- What was read. A master file's bytes are kept; a usage file is in the segments and rejects.
CREATE TABLE take_input (
    billing_month CHAR(7) NOT NULL,
    take INTEGER NOT NULL,
    role VARCHAR(8) NOT NULL CHECK (role IN ('USAGE', 'ACCOUNTS', 'PACKS', 'TOP_UPS')),
    file INTEGER NOT NULL,
    name VARCHAR(1000) NOT NULL,
    bytes BIGINT NOT NULL,
    line_count BIGINT NOT NULL,
    sha256 CHAR(64) NOT NULL,
    header VARCHAR(200),
    content BLOB,
    PRIMARY KEY (billing_month, take, role, file)
);

CREATE TABLE take_slice (
    billing_month CHAR(7) NOT NULL,
    take INTEGER NOT NULL,
    slice INTEGER NOT NULL,
    file INTEGER NOT NULL,
    from_byte BIGINT NOT NULL,
    until_byte BIGINT NOT NULL,
    first_line BIGINT NOT NULL,
    line_count BIGINT NOT NULL,
    sha256 CHAR(64) NOT NULL,
    PRIMARY KEY (billing_month, take, slice)
);

-- A slice that was taken, with its segments and rejects in the same transaction.
CREATE TABLE taken_slice (
    billing_month CHAR(7) NOT NULL,
    take INTEGER NOT NULL,
    slice INTEGER NOT NULL,
    kept BIGINT NOT NULL,
    kept_calls DECIMAL(38) NOT NULL,
    rejected BIGINT NOT NULL,
    PRIMARY KEY (billing_month, take, slice)
);

CREATE TABLE segment (
    billing_month CHAR(7) NOT NULL,
    take INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    slice INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    sha256 CHAR(64) NOT NULL,
    PRIMARY KEY (billing_month, take, bucket, slice)
);

CREATE TABLE reject (
    billing_month CHAR(7) NOT NULL,
    take INTEGER NOT NULL,
    file INTEGER NOT NULL,
    line BIGINT NOT NULL,
    reason VARCHAR(16) NOT NULL,
    detail VARCHAR(2000) NOT NULL,
    raw BLOB NOT NULL,
    raw_bytes BIGINT NOT NULL,
    raw_sha256 CHAR(64) NOT NULL,
    late_month VARCHAR(8),
    late_calls BIGINT,
    PRIMARY KEY (billing_month, take, file, line)
);

-- Accounts with something to settle, as they stand before: those due a bill, and those that only hold packs.
CREATE TABLE month_account (
    billing_month CHAR(7) NOT NULL,
    take INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    due BOOLEAN NOT NULL,
    name VARCHAR(400) NOT NULL,
    opened_on DATE NOT NULL,
    closed_on DATE,
    balance DECIMAL(20, 2) NOT NULL,
    frozen DECIMAL(20, 2) NOT NULL CHECK (frozen >= 0),
    PRIMARY KEY (billing_month, take, bucket, account_id),
    UNIQUE (billing_month, take, account_id)
);

-- Packs with calls left at the month's start.
CREATE TABLE month_pack (
    billing_month CHAR(7) NOT NULL,
    take INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    pack_id VARCHAR(64) NOT NULL REFERENCES pack (pack_id),
    opening BIGINT NOT NULL CHECK (opening > 0),
    PRIMARY KEY (billing_month, take, bucket, account_id, pack_id)
);

----------------------------------------------------------------------------------------------------------------------- results

CREATE TABLE bill (
    billing_month CHAR(7) NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    bucket INTEGER NOT NULL,
    lines_total DECIMAL(38, 8) NOT NULL CHECK (lines_total >= 0),
    rounding DECIMAL(10, 8) NOT NULL CHECK (rounding BETWEEN -0.005 AND 0.005),
    amount_due DECIMAL(20, 2) NOT NULL CHECK (amount_due >= 0),
    freeze_estimate DECIMAL(20, 2) NOT NULL CHECK (freeze_estimate >= 0),
    PRIMARY KEY (billing_month, account_id)
);

CREATE TABLE bill_line (
    billing_month CHAR(7) NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    api VARCHAR(64) NOT NULL,
    price_version VARCHAR(64) NOT NULL,
    metered_calls BIGINT NOT NULL CHECK (metered_calls >= 0),
    beta_calls BIGINT NOT NULL CHECK (beta_calls >= 0),
    free_calls BIGINT NOT NULL CHECK (free_calls >= 0),
    prepaid_calls BIGINT NOT NULL CHECK (prepaid_calls >= 0),
    billable_calls BIGINT NOT NULL CHECK (billable_calls >= 0),
    tier_from BIGINT NOT NULL,
    unit_price DECIMAL(15, 5) NOT NULL,
    amount DECIMAL(38, 8) NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (billing_month, account_id, api, price_version)
);

CREATE TABLE pack_draw (
    billing_month CHAR(7) NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    api VARCHAR(64) NOT NULL,
    source VARCHAR(7) NOT NULL CHECK (source IN ('FREE', 'PREPAID')),
    pack_id VARCHAR(64) NOT NULL,
    calls BIGINT NOT NULL CHECK (calls > 0),
    PRIMARY KEY (billing_month, account_id, api, source, pack_id)
);

CREATE TABLE pack_movement (
    billing_month CHAR(7) NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    pack_id VARCHAR(64) NOT NULL,
    opening BIGINT NOT NULL,
    drawn BIGINT NOT NULL CHECK (drawn >= 0),
    forfeited BIGINT NOT NULL CHECK (forfeited >= 0),
    closing BIGINT NOT NULL CHECK (closing >= 0),
    PRIMARY KEY (billing_month, account_id, pack_id)
);

-- What became of the kept rows: one row per chunk of accounts and file.
CREATE TABLE rated_rows (
    billing_month CHAR(7) NOT NULL,
    first_account_id VARCHAR(64) NOT NULL,
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
    billing_month CHAR(7) NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    bucket INTEGER NOT NULL,
    stage VARCHAR(8) NOT NULL CHECK (stage IN ('RATING', 'SETTLING')),
    reason VARCHAR(1000) NOT NULL,
    calls DECIMAL(38) NOT NULL,
    PRIMARY KEY (billing_month, account_id)
);

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
    PRIMARY KEY (billing_month, account_id),
    FOREIGN KEY (billing_month, account_id) REFERENCES bill (billing_month, account_id)
);

CREATE TABLE ledger_entry (
    billing_month CHAR(7) NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    entry_id VARCHAR(90) NOT NULL,
    kind VARCHAR(7) NOT NULL CHECK (kind IN ('TOP_UP', 'RELEASE', 'CHARGE', 'FREEZE')),
    debit VARCHAR(9) NOT NULL,
    credit VARCHAR(9) NOT NULL CHECK (credit <> debit),
    amount DECIMAL(20, 2) NOT NULL CHECK (amount > 0),
    effective_at VARCHAR(30) NOT NULL,
    balance_after DECIMAL(20, 2) NOT NULL,
    frozen_after DECIMAL(20, 2) NOT NULL CHECK (frozen_after >= 0),
    PRIMARY KEY (billing_month, account_id, entry_id)
);

-- A top-up counts once, ever.
CREATE TABLE counted_top_up (
    top_up_id VARCHAR(64) PRIMARY KEY REFERENCES top_up (top_up_id),
    billing_month CHAR(7) NOT NULL,
    account_id VARCHAR(64) NOT NULL
);

CREATE TABLE freeze (
    billing_month CHAR(7) NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    amount DECIMAL(20, 2) NOT NULL CHECK (amount > 0),
    PRIMARY KEY (billing_month, account_id)
);

-- A freeze is released once.
CREATE TABLE freeze_release (
    freeze_month CHAR(7) NOT NULL,
    account_id VARCHAR(64) NOT NULL,
    billing_month CHAR(7) NOT NULL,
    amount DECIMAL(20, 2) NOT NULL,
    PRIMARY KEY (freeze_month, account_id),
    FOREIGN KEY (freeze_month, account_id) REFERENCES freeze (billing_month, account_id)
);

-- What the last reconciliation found.
CREATE TABLE invariant_result (
    billing_month CHAR(7) NOT NULL,
    number INTEGER NOT NULL,
    holds BOOLEAN NOT NULL,
    detail VARCHAR(4000) NOT NULL,
    PRIMARY KEY (billing_month, number)
);

-- The documents of a closed month, as they were written.
CREATE TABLE month_document (
    billing_month CHAR(7) NOT NULL,
    name VARCHAR(100) NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 CHAR(64) NOT NULL,
    PRIMARY KEY (billing_month, name)
);

----------------------------------------------------------------------------------------------------------------------- history

CREATE TABLE launch (
    launch_id BIGINT GENERATED ALWAYS AS IDENTITY (NO CACHE) PRIMARY KEY,
    command VARCHAR(16) NOT NULL,
    billing_month CHAR(7) NOT NULL,
    operator VARCHAR(200) NOT NULL,
    os_user VARCHAR(200) NOT NULL,
    host VARCHAR(255) NOT NULL,
    program_version VARCHAR(64) NOT NULL,
    options VARCHAR(4000) NOT NULL,
    started_at TIMESTAMP(3) WITH TIME ZONE NOT NULL
);

CREATE TABLE launch_event (
    event_id BIGINT GENERATED ALWAYS AS IDENTITY (NO CACHE) PRIMARY KEY,
    launch_id BIGINT NOT NULL REFERENCES launch (launch_id),
    at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    kind VARCHAR(16) NOT NULL CHECK (kind IN ('STEP_STARTED', 'STEP_ENDED', 'NOTE', 'ENDED')),
    step VARCHAR(32),
    outcome VARCHAR(16),
    exit_code INTEGER,
    detail VARCHAR(4000)
);

CREATE INDEX top_up_by_account ON top_up (account_id);
CREATE INDEX settlement_by_account ON settlement (account_id, billing_month);
CREATE INDEX launch_event_by_launch ON launch_event (launch_id);
