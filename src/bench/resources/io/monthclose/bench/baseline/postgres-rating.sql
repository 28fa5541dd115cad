SET work_mem = '256MB';

SET jit = off;

ANALYZE usage_line;

CREATE UNLOGGED TABLE account AS
SELECT
    row_number() OVER (ORDER BY account_id)::integer AS account_no,
    account_id,
    opened_on::timestamp AT TIME ZONE 'UTC' - interval '${zone_seconds} seconds' AS opens,
    coalesce(closed_on::timestamp AT TIME ZONE 'UTC' - interval '${zone_seconds} seconds', 'infinity') AS closes
FROM account_row;

ANALYZE account;

CREATE UNLOGGED TABLE pack_api AS
SELECT account_no, pack_no, place, api_no, calls AS pack_calls, valid_from, valid_until
FROM (
    SELECT
        account_no,
        row_number() OVER (ORDER BY pack_id)::integer AS pack_no,
        row_number() OVER (PARTITION BY account_no ORDER BY valid_until, valid_from, pack_id)::integer AS place,
        apis, calls, valid_from, valid_until
    FROM pack_row
    JOIN account USING (account_id)) AS pack
CROSS JOIN LATERAL string_to_table(apis, '|') AS covered (code)
JOIN api ON api.api = covered.code;

ANALYZE pack_api;

-- A line's place is where COPY put it: in the order of files and lines.
CREATE UNLOGGED TABLE field AS
SELECT
    ctid AS place,
    split_part(line, ',', 1) AS record_id,
    split_part(line, ',', 2) AS account_id,
    split_part(line, ',', 3) AS api,
    split_part(line, ',', 4) AS calls,
    split_part(line, ',', 5) AS occurred_at
FROM usage_line
WHERE split_part(line, ',', 5) <> '' AND split_part(line, ',', 6) = '';

ANALYZE field;

CREATE UNLOGGED TABLE checked AS
SELECT place, account_no, record_id, api_no, opens, closes,
    CASE WHEN calls ~ '^[0-9]+$' AND length(calls) <= 15 THEN calls::bigint END AS calls,
    CASE
        WHEN occurred_at ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})$'
            AND length(occurred_at) <= 35 AND pg_input_is_valid(occurred_at, 'timestamptz')
        THEN occurred_at::timestamptz END AS instant
FROM field
JOIN account USING (account_id)
JOIN api USING (api)
WHERE record_id ~ '^[A-Za-z0-9._:-]+$' AND length(record_id) <= 64;

ANALYZE checked;

CREATE UNLOGGED TABLE usage AS
SELECT DISTINCT ON (account_no, record_id) account_no, record_id, api_no, calls, instant
FROM checked
WHERE instant >= '${month_starts}Z' AND instant < '${month_ends}Z' AND instant >= opens AND instant < closes
    AND calls IS NOT NULL
ORDER BY account_no, record_id, place;

ANALYZE usage;

-- Free pools first, each drawn in time order.
CREATE UNLOGGED TABLE pooled AS
SELECT
    account_no,
    api_no,
    record_id,
    instant,
    calls,
    least(calls, greatest(pool_calls - sum(calls) OVER earlier + calls, 0))::bigint AS free
FROM usage
JOIN api USING (api_no)
WINDOW earlier AS (PARTITION BY account_no, pool_no ORDER BY instant, record_id ROWS UNBOUNDED PRECEDING);

ANALYZE pooled;

-- Then the account's packs, the first to expire first: what the pool left, then what the first pack left.
CREATE UNLOGGED TABLE prepaid AS
WITH wanted AS (
    SELECT account_no, api_no, record_id, instant, calls - free AS calls
    FROM pooled
    WHERE calls > free AND account_no IN (SELECT account_no FROM pack_api)
),
first_pack AS (
    SELECT
        wanted.*,
        CASE WHEN pack_no IS NULL THEN 0
            ELSE least(calls, greatest(pack_calls - sum(calls) OVER earlier + calls, 0)) END::bigint AS drawn
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
            END::bigint AS drawn_next
    FROM first_pack
    LEFT JOIN pack_api ON pack_api.account_no = first_pack.account_no AND pack_api.api_no = first_pack.api_no
        AND pack_api.place = 2 AND instant >= valid_from AND instant < valid_until
    WINDOW earlier AS (PARTITION BY pack_no ORDER BY instant, record_id ROWS UNBOUNDED PRECEDING)
)
SELECT account_no, api_no, sum(drawn + drawn_next)::bigint AS prepaid
FROM second_pack
GROUP BY account_no, api_no;

INSERT INTO bill_line
WITH summed AS (
    SELECT account_no, api_no, sum(calls)::bigint AS metered, sum(free)::bigint AS free
    FROM pooled
    GROUP BY account_no, api_no
),
counted AS (
    SELECT account_no, api_no, metered, free, coalesce(prepaid, 0) AS prepaid,
        metered - free - coalesce(prepaid, 0) AS billable
    FROM summed
    LEFT JOIN prepaid USING (account_no, api_no)
)
SELECT counted.*, tier_from, price_per_1000, billable * price_per_1000 * 0.001
FROM counted
JOIN tier ON tier.api_no = counted.api_no AND billable >= tier_from AND billable < tier_to;

-- Everyone who was open in the month gets a bill. A half is rounded away from zero, which is up: nothing is negative.
INSERT INTO bill
SELECT account_no, total, round(total, 2) - total, round(total, 2)
FROM (
    SELECT account_no, coalesce(sum(amount), 0) AS total
    FROM account
    LEFT JOIN bill_line USING (account_no)
    WHERE opens < '${month_ends}Z' AND closes > '${month_starts}Z'
    GROUP BY account_no) AS summed;
