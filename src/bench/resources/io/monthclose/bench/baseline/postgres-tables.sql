-- What is only on its way is not logged, what is kept is.
CREATE TABLE api (api_no integer, api text COLLATE "C", version text, pool_no integer, pool_calls bigint);

INSERT INTO api VALUES
    ${apis};

CREATE TABLE tier (api_no integer, tier_from bigint, tier_to bigint, price_per_1000 numeric(14, 5));

INSERT INTO tier VALUES
    ${tiers};

CREATE UNLOGGED TABLE account_row (account_id text COLLATE "C", name text, opened_on date, closed_on date);

CREATE UNLOGGED TABLE pack_row (
    pack_id text COLLATE "C", account_id text COLLATE "C", apis text, calls bigint, valid_from timestamptz, valid_until timestamptz);

-- Whole lines: COPY would stop at the first that has a column too few.
CREATE UNLOGGED TABLE usage_line (line text COLLATE "C");

CREATE TABLE bill_line (
    account_no integer, api_no integer, metered bigint, free bigint, prepaid bigint, billable bigint,
    tier_from bigint, price_per_1000 numeric(14, 5), amount numeric(38, 8));

CREATE TABLE bill (account_no integer, lines_total numeric(38, 8), rounding numeric(38, 8), amount_due numeric(38, 2));
