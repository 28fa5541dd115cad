package io.monthclose.store;

import io.monthclose.ledger.EntryKind;
import io.monthclose.ledger.LedgerEntry;
import io.monthclose.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ledger entries as text in a settlement's row, in posting order: kind, amount, instant, the top-up of a top-up, balance and
 * freeze after it. The kind says what is debited and credited, the place says the entry's number.
 */
public final class EntryColumn {
    private EntryColumn() {}

    /** Entries as the text of a row. */
    public static String text(List<LedgerEntry> entries) {
        return entries.stream()
                .map(entry -> entry.kind() + "," + entry.amount() + "," + InstantColumn.text(entry.effectiveAt()) + ","
                        + (entry.topUpId() == null ? "" : entry.topUpId()) + "," + entry.balanceAfter() + ","
                        + entry.frozenAfter())
                .collect(Collectors.joining("\n"));
    }

    /**
     * The entries of a row.
     *
     * @param billId the bill's id, which the ids of the entries begin with
     * @throws IllegalArgumentException when they are none
     */
    public static List<LedgerEntry> entries(String text, String billId) {
        List<LedgerEntry> entries = new ArrayList<>();
        TextRows.read(text, 6, row -> entries.add(entry(row, LedgerEntry.id(billId, entries.size() + 1))));
        return entries;
    }

    private static LedgerEntry entry(TextRows row, String id) {
        EntryKind kind = EntryKind.valueOf(row.text());
        Money amount = money(row);
        Instant at = InstantColumn.instant(row.text());
        String topUp = row.text();
        return new LedgerEntry(id, kind, amount, at, topUp.isEmpty() ? null : topUp, money(row), money(row));
    }

    private static Money money(TextRows row) {
        try {
            return Money.of(new BigDecimal(row.text()));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("an amount that is none", e);
        }
    }
}
