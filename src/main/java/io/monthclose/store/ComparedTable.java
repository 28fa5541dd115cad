package io.monthclose.store;

import java.util.List;
import java.util.Map;

/**
 * A table of which each row of a month is compared with that of the month settled again.
 *
 * @param name the table
 * @param key the columns that name a row, in the order in which both sides are read
 * @param columns the columns that are compared
 * @param lists of columns that hold rows of text, the names of the fields of each
 * @param query reads key and columns in the order of the key; {@code :month} and {@code :take} are the month's
 */
record ComparedTable(
        String name, List<String> key, List<String> columns, Map<String, List<String>> lists, String query) {
    private static final String OF_MONTH = " WHERE billing_month = :month";
    private static final String OF_TAKE = OF_MONTH + " AND take = :take";
    private static final String BY_MONTH = " ORDER BY billing_month,";

    private static final List<String> LINE_FIELDS = List.of(
            "api",
            "price_version",
            "metered_calls",
            "beta_calls",
            "free_calls",
            "prepaid_calls",
            "billable_calls",
            "tier_from",
            "unit_price_per_1000",
            "amount");
    private static final List<String> DRAW_FIELDS = List.of("api", "source", "pack_id", "calls");
    private static final List<String> ENTRY_FIELDS =
            List.of("kind", "amount", "effective_at", "top_up_id", "balance_after", "frozen_after");

    /** What is read from the input, and what is made of it before anything is rated. */
    static final List<ComparedTable> SNAPSHOT = List.of(
            ofMonth("account", "account_id", "name,opened_on,closed_on"),
            ofMonth("pack", "pack_id", "account_id,apis,calls,valid_from,valid_until"),
            ofMonth("top_up", "top_up_id", "account_id,amount,received_at"),
            ofTake("usage_take", "billing_month", "buckets"),
            ofTake("take_input", "role,file", "name,bytes,line_count,sha256,header,content"),
            ofTake("take_slice", "slice", "file,from_byte,until_byte,first_line,line_count,sha256"),
            ofTake("taken_slice", "slice", "kept,kept_calls,rejected"),
            ofTake("take_query", "name", "query,slice_seconds"),
            ofTake("month_account", "account_id", "bucket,due,name,opened_on,closed_on,balance,frozen"),
            ofTake("month_pack", "account_id,pack_id", "bucket,apis,calls,valid_from,valid_until,opening"),
            ofTake("reject", "file,line", "reason,detail,raw,raw_bytes,raw_sha256,late_month,late_calls"));

    /** What came of it. */
    static final List<ComparedTable> RESULTS = List.of(
            ofMonth(
                            "bill",
                            "account_id",
                            "bucket,lines_total,rounding,amount_due,freeze_estimate,metered_calls,beta_calls,"
                                    + "free_calls,prepaid_calls,billable_calls,line_count,lines,draws")
                    .with(Map.of("lines", LINE_FIELDS, "draws", DRAW_FIELDS)),
            ofMonth("pack_movement", "account_id,pack_id", "bucket,opening,drawn,forfeited,closing"),
            new ComparedTable(
                    "rated_rows",
                    List.of("file"),
                    columns("accepted,duplicates,conflicts,accepted_calls,duplicate_calls,conflict_calls"),
                    Map.of(),
                    "SELECT file, SUM(accepted) AS accepted, SUM(duplicates) AS duplicates, SUM(conflicts) AS"
                        + " conflicts, SUM(accepted_calls) AS accepted_calls, SUM(duplicate_calls) AS duplicate_calls,"
                        + " SUM(conflict_calls) AS conflict_calls FROM rated_rows" + OF_MONTH
                            + " GROUP BY file ORDER BY file"),
            ofMonth("parked_account", "account_id", "bucket,stage,reason,calls"),
            ofMonth(
                            "settlement",
                            "account_id",
                            "bucket,opening_balance,top_ups,released,amount_due,balance_after,wanted,frozen,"
                                    + "freeze_status,account_status,bill_status,released_month,entry_count,entries")
                    .with(Map.of("entries", ENTRY_FIELDS)),
            ofMonth("counted_top_up", "top_up_id", "account_id"),
            ofMonth("invariant_result", "number", "holds,detail"));

    /** What is there only of a month that is closed. */
    static final List<ComparedTable> CLOSED = List.of(
            ofMonth("closing_month", "billing_month", "state,first_of_chain,price_book_sha256,settlement_instant"),
            ofMonth("month_document", "name", "bytes,sha256"));

    private static ComparedTable ofMonth(String name, String key, String columns) {
        String order = MonthIndex.isOf(name) ? BY_MONTH : " ORDER BY ";
        return of(name, key, columns, OF_MONTH + order);
    }

    private static ComparedTable ofTake(String name, String key, String columns) {
        return of(name, key, columns, OF_TAKE + BY_MONTH + "take,");
    }

    private static ComparedTable of(String name, String key, String columns, String whereInOrder) {
        return new ComparedTable(
                name,
                columns(key),
                columns(columns),
                Map.of(),
                "SELECT " + key + "," + columns + " FROM " + name + whereInOrder + key);
    }

    private ComparedTable with(Map<String, List<String>> fieldsOfLists) {
        return new ComparedTable(name, key, columns, fieldsOfLists, query);
    }

    private static List<String> columns(String joined) {
        return List.of(joined.split(","));
    }
}
