package io.monthclose.store;

import io.monthclose.intake.Sha256;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares the rows of a table on both sides, field by field; columns that hold rows of text are taken apart. */
final class RowComparison {
    private static final Map<String, String> KEY_NAMES = Map.of(
            "account_id", "account",
            "pack_id", "pack",
            "top_up_id", "top-up",
            "billing_month", "month",
            "number", "invariant");
    private static final String NOTHING = "nothing";
    private static final Set<String> AMOUNTS = Set.of("unit_price_per_1000", "amount", "balance_after", "frozen_after");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(?:\\.[0-9]{1,30})?");

    private final ComparedTable table;
    private final Differences differences;

    RowComparison(ComparedTable table, Differences differences) {
        this.table = table;
        this.differences = differences;
    }

    /** Compares rows in the order of their keys, and counts those that are recorded. */
    long merge(Iterator<ComparedRow> recordedRows, Iterator<ComparedRow> againRows) {
        long count = 0;
        @Nullable ComparedRow recorded = next(recordedRows);
        @Nullable ComparedRow again = next(againRows);
        while (recorded != null || again != null) {
            int order = recorded == null ? 1 : again == null ? -1 : recorded.compareTo(again);
            if (order < 0 && recorded != null) {
                add(recorded, "row", "a row", "settled again there is none");
            } else if (order > 0 && again != null) {
                add(again, "row", NOTHING, "settled again there is a row");
            } else if (recorded != null && again != null) {
                compare(recorded, again);
            }
            if (order <= 0) {
                count++;
                recorded = next(recordedRows);
            }
            if (order >= 0) {
                again = next(againRows);
            }
        }
        return count;
    }

    private static @Nullable ComparedRow next(Iterator<ComparedRow> rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    private void compare(ComparedRow recorded, ComparedRow again) {
        for (int i = 0; i < recorded.values().length; i++) {
            @Nullable Object before = recorded.values()[i];
            @Nullable Object now = again.values()[i];
            if (!ComparedRow.same(before, now)) {
                String column = table.columns().get(i);
                List<String> fields = table.lists().get(column);
                if (fields != null && before instanceof String text && now instanceof String other) {
                    compareLists(recorded, column, fields, text, other);
                } else {
                    add(recorded, column, text(before), "settled again " + text(now));
                }
            }
        }
    }

    /** Where rows are missing or too many, the first that differs is told; else each field. */
    private void compareLists(ComparedRow row, String column, List<String> fields, String recorded, String again) {
        List<String> before = recorded.isEmpty() ? List.of() : List.of(recorded.split("\n", -1));
        List<String> now = again.isEmpty() ? List.of() : List.of(again.split("\n", -1));
        if (before.size() != now.size()) {
            add(row, column, before.size() + " rows", "settled again " + now.size() + " rows");
        }
        for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
            compareRows(
                    row,
                    column + " row " + (i + 1),
                    fields,
                    i < before.size() ? before.get(i) : NOTHING,
                    i < now.size() ? now.get(i) : NOTHING);
        }
    }

    private void compareRows(ComparedRow row, String place, List<String> fields, String recorded, String again) {
        List<String> before = List.of(recorded.split(",", -1));
        List<String> now = List.of(again.split(",", -1));
        if (before.size() == fields.size() && now.size() == fields.size()) {
            for (int field = 0; field < fields.size(); field++) {
                if (!same(fields.get(field), before.get(field), now.get(field))) {
                    add(row, place + " " + fields.get(field), before.get(field), "settled again " + now.get(field));
                }
            }
        } else if (!recorded.equals(again)) {
            add(row, place, recorded, "settled again " + again);
        }
    }

    /** A book that an older program began may write an amount with zeros at its end: it is the same amount. */
    private static boolean same(String field, String recorded, String again) {
        return recorded.equals(again)
                || (AMOUNTS.contains(field)
                        && DECIMAL.matcher(recorded).matches()
                        && DECIMAL.matcher(again).matches()
                        && new BigDecimal(recorded).compareTo(new BigDecimal(again)) == 0);
    }

    /** How a key's column is called in a difference. */
    static String named(String column) {
        return KEY_NAMES.getOrDefault(column, column);
    }

    private void add(ComparedRow row, String field, String recorded, String found) {
        StringJoiner key = new StringJoiner(" ");
        for (int i = 0; i < table.key().size(); i++) {
            key.add(named(table.key().get(i)) + " " + row.key().get(i));
        }
        differences.add(table.name(), key.toString(), field, recorded, found);
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> NOTHING;
            case BigDecimal number -> number.toPlainString();
            case byte[] bytes -> bytes.length + " bytes with SHA-256 " + Sha256.of(bytes);
            default -> value.toString();
        };
    }
}
