CREATE TABLE account (account_id varchar(64) COLLATE "C" PRIMARY KEY);

CREATE TABLE usage_record (
    account_id varchar(64) COLLATE "C" NOT NULL,
    record_id varchar(64) NOT NULL,
    api varchar(64) NOT NULL,
    calls bigint NOT NULL,
    occurred_at timestamptz NOT NULL,
    file integer NOT NULL,
    line bigint NOT NULL,
    PRIMARY KEY (file, line));

CREATE TABLE bill (
    account_id varchar(64) COLLATE "C" PRIMARY KEY, bill_id varchar(80), lines_total numeric(38, 12), rounding numeric(38, 12),
    amount_due numeric(20, 2));

CREATE TABLE bill_line (
    account_id varchar(64) COLLATE "C", api varchar(64) COLLATE "C", price_version varchar(64), metered bigint, free bigint,
    prepaid bigint, billable bigint, tier_from bigint, price_per_1000 numeric(14, 5), amount numeric(38, 12),
    PRIMARY KEY (account_id, api, price_version));
