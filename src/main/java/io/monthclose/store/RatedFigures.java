package io.monthclose.store;

import io.monthclose.bill.Bill;
import io.monthclose.rating.PackMovement;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Everything that rating keeps of an account, as text by its name, so that two ratings can be compared and their difference be told.
 *
 * @param byName such as {@code amount due} and {@code 12.5}; several rows are joined by LF
 */
public record RatedFigures(Map<String, String> byName) {
    /** Of an account of which nothing is kept. */
    public static final RatedFigures NONE = new RatedFigures(Map.of());

    private static final String PACKS = "packs";

    /** Of an account with a bill. */
    public static RatedFigures of(RatedAccount.Outcome.Billed billed) {
        Bill bill = billed.bill();
        return billed(
                new BilledFigures(
                        bill.amountDue().amount(),
                        billed.freezeEstimate().amount(),
                        bill.linesTotal().value(),
                        bill.rounding().value(),
                        BillColumns.linesText(bill.lines()),
                        BillColumns.drawsText(billed.draws())),
                packs(billed.packs()));
    }

    /** Of an account that only has packs. */
    public static RatedFigures of(RatedAccount.Outcome.PacksOnly packsOnly) {
        return packsOnly(packs(packsOnly.packs()));
    }

    /** What is on a bill. */
    record BilledFigures(
            BigDecimal amountDue,
            BigDecimal freezeEstimate,
            BigDecimal linesTotal,
            BigDecimal rounding,
            String lines,
            String draws) {}

    static RatedFigures billed(BilledFigures bill, String packs) {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("amount due", plain(bill.amountDue()));
        figures.put("freeze estimate", plain(bill.freezeEstimate()));
        figures.put("lines total", plain(bill.linesTotal()));
        figures.put("rounding", plain(bill.rounding()));
        figures.put("lines", bill.lines());
        figures.put("draws", bill.draws());
        figures.put(PACKS, packs);
        return new RatedFigures(figures);
    }

    static RatedFigures packsOnly(String packs) {
        return new RatedFigures(Map.of(PACKS, packs));
    }

    static String packText(String packId, long opening, long drawn, long forfeited, long closing) {
        return packId + "," + opening + "," + drawn + "," + forfeited + "," + closing;
    }

    private static String packs(List<PackMovement> packs) {
        return packs.stream()
                .sorted(Comparator.comparing(PackMovement::packId))
                .map(pack -> packText(pack.packId(), pack.opening(), pack.drawn(), pack.forfeited(), pack.closing()))
                .collect(Collectors.joining("\n"));
    }

    /** The first difference of others to these, in a line; empty when there is none. */
    public String differenceTo(RatedFigures others) {
        for (Map.Entry<String, String> other : others.byName.entrySet()) {
            String kept = byName.getOrDefault(other.getKey(), "nothing");
            if (!kept.equals(other.getValue())) {
                return difference(other.getKey(), kept, other.getValue());
            }
        }
        return byName.keySet().equals(others.byName.keySet()) ? "" : "would have no bill";
    }

    private static String difference(String name, String kept, String other) {
        List<String> before = kept.lines().toList();
        List<String> after = other.lines().toList();
        int row = 0;
        while (row < before.size() && row < after.size() && Objects.equals(before.get(row), after.get(row))) {
            row++;
        }
        return name + " " + (row < after.size() ? after.get(row) : "nothing") + ", kept "
                + (row < before.size() ? before.get(row) : "nothing");
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
