package io.monthclose.explain;

import io.monthclose.ledger.LedgerEntry;
import io.monthclose.store.RecordedAccount.BillRow;
import io.monthclose.store.RecordedAccount.PackMovementRow;
import io.monthclose.store.RecordedAccount.SettlementRow;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * The figures of the book's rows by name, as text. Rows of text are cut and not read: what somebody changed in them may be no number
 * any more, and is then told like any other difference.
 */
final class Figures {
    private static final List<String> CALLS =
            List.of("metered calls", "beta calls", "free calls", "prepaid calls", "billable calls");
    private static final List<String> LINE = List.of(
            "api",
            "price version",
            "metered calls",
            "beta calls",
            "free calls",
            "prepaid calls",
            "billable calls",
            "tier from",
            "unit price",
            "amount");
    private static final List<String> DRAW = List.of("api", "source", "pool or pack", "calls");
    private static final List<String> ENTRY =
            List.of("kind", "amount", "instant", "top-up", "balance after", "frozen after");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}\\.[0-9]{1,12}");

    private final Map<String, String> byName = new LinkedHashMap<>();

    Map<String, String> byName() {
        return byName;
    }

    void bill(BillRow bill) {
        put("lines total", bill.linesTotal());
        put("rounding", bill.rounding());
        put("amount due", bill.amountDue());
        put("freeze estimate", bill.freezeEstimate());
        for (int i = 0; i < CALLS.size(); i++) {
            put(CALLS.get(i), bill.calls().get(i));
        }
        byName.put("number of lines", String.valueOf(bill.lineCount()));
        rows("line", bill.lines(), LINE, 2, number -> "");
        rows("draw", bill.draws(), DRAW, 3, number -> "");
    }

    void pack(PackMovementRow pack) {
        String name = "pack " + pack.packId() + ", ";
        byName.put(name + "opening", String.valueOf(pack.opening()));
        byName.put(name + "drawn", String.valueOf(pack.drawn()));
        byName.put(name + "forfeited", String.valueOf(pack.forfeited()));
        byName.put(name + "closing", String.valueOf(pack.closing()));
    }

    void settlement(SettlementRow settlement, String billId) {
        put("balance before", settlement.openingBalance());
        put("top-ups", settlement.topUps());
        put("released", settlement.released());
        put("charged", settlement.amountDue());
        put("balance after", settlement.balanceAfter());
        put("freeze wanted", settlement.wanted());
        put("frozen", settlement.frozen());
        byName.put("freeze status", settlement.freezeStatus());
        byName.put("account status", settlement.accountStatus());
        byName.put("bill status", settlement.billStatus());
        byName.put("month released", String.valueOf(settlement.releasedMonth()));
        byName.put("number of entries", String.valueOf(settlement.entryCount()));
        rows("entry", settlement.entries(), ENTRY, 0, number -> LedgerEntry.id(billId, number));
    }

    private void put(String name, BigDecimal amount) {
        byName.put(name, plain(amount));
    }

    /** Rows of text: the first fields are the key, the others are figures. */
    private void rows(String kind, String text, List<String> columns, int keys, IntFunction<String> numbered) {
        int number = 0;
        for (String row : text.isEmpty() ? List.<String>of() : List.of(text.split("\n", -1))) {
            number++;
            String[] fields = row.split(",", -1);
            String key = keys == 0 || fields.length < keys
                    ? numbered.apply(number)
                    : String.join(" ", List.of(fields).subList(0, keys));
            String name = kind + " " + key;
            if (fields.length != columns.size() || byName.containsKey(name + ", " + columns.getLast())) {
                byName.put(name + " (row " + number + ")", row);
                continue;
            }
            for (int i = keys; i < fields.length; i++) {
                byName.put(name + ", " + columns.get(i), normal(fields[i]));
            }
        }
    }

    /** A book that an older program wrote has trailing zeros in the text. */
    private static String normal(String field) {
        return DECIMAL.matcher(field).matches() ? plain(new BigDecimal(field)) : field;
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
