COPY (
    SELECT '${month}' AS month, account_id, '${month}-' || account_id AS bill_id, '${currency}' AS currency, lines_total,
        rounding, amount_due
    FROM bill
    JOIN account USING (account_no)
    ORDER BY account_id
) TO STDOUT (FORMAT csv, HEADER)
