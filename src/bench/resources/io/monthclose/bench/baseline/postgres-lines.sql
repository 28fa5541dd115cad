COPY (
    SELECT '${month}' AS month, account_id, api, version AS price_version, metered AS metered_calls, 0 AS beta_calls,
        free AS free_calls, prepaid AS prepaid_calls, billable AS billable_calls, tier_from,
        price_per_1000 AS unit_price_per_1000, amount
    FROM bill_line
    JOIN account USING (account_no)
    JOIN api USING (api_no)
    ORDER BY account_id, api
) TO STDOUT (FORMAT csv, HEADER)
