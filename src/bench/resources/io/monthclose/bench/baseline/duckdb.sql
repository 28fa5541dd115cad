-- The month in DuckDB. Instants are kept in UTC.
SET TimeZone = 'UTC';

CREATE TABLE api (api_no INTEGER, api VARCHAR, version VARCHAR, pool_no INTEGER, pool_calls BIGINT);

INSERT INTO api VALUES
    ${apis};

CREATE TABLE tier (api_no INTEGER, tier_from BIGINT, tier_to BIGINT, price_per_1000 DECIMAL(14, 5));

INSERT INTO tier VALUES
    ${tiers};

CREATE TABLE account AS
SELECT
    row_number() OVER (ORDER BY account_id)::INTEGER AS account_no,
    account_id,
    opened_on::TIMESTAMP - to_seconds(${zone_seconds}) AS opens,
    coalesce(closed_on::TIMESTAMP - to_seconds(${zone_seconds}), 'infinity'::TIMESTAMP) AS closes
FROM read_csv(
    '${accounts_file}',
    header = true, auto_detect = false,
    columns = {'account_id': 'VARCHAR', 'name': 'VARCHAR', 'opened_on': 'DATE', 'closed_on': 'DATE'});

CREATE TABLE pack AS
SELECT
    account_no,
    row_number() OVER (ORDER BY pack_id)::INTEGER AS pack_no,
    row_number() OVER (PARTITION BY account_no ORDER BY valid_until, valid_from, pack_id) AS place,
    string_split(apis, '|') AS apis,
    calls,
    valid_from::TIMESTAMP AS valid_from,
    valid_until::TIMESTAMP AS valid_until
FROM read_csv(
    '${packs_file}',
    header = true, auto_detect = false,
    columns = {
        'pack_id': 'VARCHAR', 'account_id': 'VARCHAR', 'apis': 'VARCHAR', 'calls': 'BIGINT',
        'valid_from': 'TIMESTAMPTZ', 'valid_until': 'TIMESTAMPTZ'})
JOIN account USING (account_id);

CREATE TABLE pack_api AS
SELECT account_no, pack_no, place, api_no, calls AS pack_calls, valid_from, valid_until
FROM (SELECT *, unnest(apis) AS api FROM pack)
JOIN api USING (api);

-- As text: a row with too few or too many columns is left out by the reader, an empty line too.
CREATE TABLE line AS
SELECT * FROM read_csv(
    [${usage_files}],
    header = true, auto_detect = false, ignore_errors = true,
    columns = {
        'record_id': 'VARCHAR', 'account_id': 'VARCHAR', 'api': 'VARCHAR', 'calls': 'VARCHAR', 'occurred_at': 'VARCHAR'});

CREATE TABLE usage AS
WITH checked AS (
    SELECT
        line.rowid AS place,
        account_no,
        record_id,
        api_no,
        TRY_CAST(calls AS BIGINT) AS calls,
        TRY_CAST(occurred_at AS TIMESTAMPTZ)::TIMESTAMP AS instant,
        opens,
        closes
    FROM line
    JOIN account ON account.account_id = line.account_id
    JOIN api ON api.api = line.api
    WHERE regexp_full_match(record_id, '[A-Za-z0-9._:-]{1,64}')
      AND regexp_full_match(calls, '[0-9]{1,15}')
      AND regexp_full_match(
          occurred_at,
          '[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})')
)
SELECT place, account_no, record_id, api_no, calls, instant
FROM checked
WHERE instant >= '${month_starts}' AND instant < '${month_ends}' AND instant >= opens AND instant < closes
QUALIFY row_number() OVER (PARTITION BY account_no, record_id ORDER BY place) = 1;

-- Free pools first, each drawn in time order.
CREATE TABLE pooled AS
SELECT
    account_no,
    api_no,
    record_id,
    instant,
    calls,
    least(calls, greatest(pool_calls - sum(calls) OVER earlier + calls, 0))::BIGINT AS free
FROM usage
JOIN api USING (api_no)
WINDOW earlier AS (PARTITION BY account_no, pool_no ORDER BY instant, record_id ROWS UNBOUNDED PRECEDING);

-- Then the account's packs, the first to expire first: what the pool left, then what the first pack left.
CREATE TABLE prepaid AS
WITH wanted AS (
    SELECT account_no, api_no, record_id, instant, calls - free AS calls
    FROM pooled
    WHERE calls > free AND account_no IN (SELECT account_no FROM pack)
),
first_pack AS (
    SELECT
        wanted.*,
        CASE WHEN pack_no IS NULL THEN 0
            ELSE least(calls, greatest(pack_calls - sum(calls) OVER earlier + calls, 0)) END::BIGINT AS drawn
    FROM wanted
    LEFT JOIN pack_api ON pack_api.account_no = wanted.account_no AND pack_api.api_no = wanted.api_no
        AND pack_api.place = 1 AND instant >= valid_from AND instant < valid_until
    WINDOW earlier AS (PARTITION BY pack_no ORDER BY instant, record_id ROWS UNBOUNDED PRECEDING)
),
second_pack AS (
    SELECT
        first_pack.account_no,
        first_pack.api_no,
        drawn,
        CASE WHEN pack_no IS NULL THEN 0
            ELSE least(calls - drawn, greatest(pack_calls - sum(calls - drawn) OVER earlier + calls - drawn, 0))
            END::BIGINT AS drawn_next
    FROM first_pack
    LEFT JOIN pack_api ON pack_api.account_no = first_pack.account_no AND pack_api.api_no = first_pack.api_no
        AND pack_api.place = 2 AND instant >= valid_from AND instant < valid_until
    WINDOW earlier AS (PARTITION BY pack_no ORDER BY instant, record_id ROWS UNBOUNDED PRECEDING)
)
SELECT account_no, api_no, sum(drawn + drawn_next)::BIGINT AS prepaid
FROM second_pack
GROUP BY account_no, api_no;

CREATE TABLE bill_line AS
WITH summed AS (
    SELECT account_no, api_no, sum(calls)::BIGINT AS metered, sum(free)::BIGINT AS free
    FROM pooled
    GROUP BY account_no, api_no
),
counted AS (
    SELECT account_no, api_no, metered, free, coalesce(prepaid, 0) AS prepaid,
        metered - free - coalesce(prepaid, 0) AS billable
    FROM summed
    LEFT JOIN prepaid USING (account_no, api_no)
)
SELECT counted.*, tier_from, price_per_1000,
    billable::DECIMAL(19, 0) * price_per_1000 * 0.001::DECIMAL(3, 3) AS amount
FROM counted
JOIN tier ON tier.api_no = counted.api_no AND billable >= tier_from AND billable < tier_to;

COPY (
    SELECT '${month}' AS month, account_id, api, version AS price_version, metered AS metered_calls, 0 AS beta_calls,
        free AS free_calls, prepaid AS prepaid_calls, billable AS billable_calls, tier_from,
        price_per_1000 AS unit_price_per_1000, amount
    FROM bill_line
    JOIN account USING (account_no)
    JOIN api USING (api_no)
    ORDER BY account_id, api
) TO '${lines_file}' (HEADER);

-- Everyone who was open in the month gets a bill. DuckDB rounds a half away from zero, which is up: nothing is negative.
COPY (
    SELECT '${month}' AS month, account_id, '${month}-' || account_id AS bill_id, '${currency}' AS currency, lines_total,
        round(lines_total, 2) - lines_total AS rounding, round(lines_total, 2) AS amount_due
    FROM (
        SELECT account_id, coalesce(sum(amount), 0)::DECIMAL(38, 8) AS lines_total
        FROM account
        LEFT JOIN bill_line USING (account_no)
        WHERE opens < '${month_ends}' AND closes > '${month_starts}'
        GROUP BY account_id)
    ORDER BY account_id
) TO '${bills_file}' (HEADER);
