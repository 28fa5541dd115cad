package io.monthclose.export;

import io.monthclose.explain.Explanation;
import io.monthclose.explain.Explanation.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What a statement shows of a settled bill: an explanation in the words of two languages, as text.
 *
 * @param style the style sheet of the page
 */
record StatementView(
        String style, Head head, Charges charges, Allowances allowances, Balance balance, Freeze freeze, Foot foot) {

    /** Whose bill it is, of what month, and what is due. */
    record Head(
            String month,
            String accountId,
            String name,
            String billId,
            String currency,
            boolean provisional,
            String settledAsOf,
            String priceBook,
            String usage,
            String amountDue,
            String billStatus) {}

    /** The bill lines, their sum and its rounding. */
    record Charges(boolean hasLines, List<Line> lines, String linesTotal, String rounding) {}

    /** A bill line, and how its amount comes about. */
    record Line(
            String api,
            String name,
            String metered,
            String beta,
            String free,
            String prepaid,
            String billable,
            String price,
            String amount,
            String working) {}

    /** Free pools and prepaid packs. */
    record Allowances(boolean hasPools, List<Pool> pools, boolean hasPacks, List<Pack> packs) {}

    /** A free pool. */
    record Pool(String pool, String apis, String size, String drawn, String left) {}

    /** A prepaid pack. */
    record Pack(
            String pack,
            String apis,
            String validFrom,
            String validUntil,
            String opening,
            String drawn,
            String forfeited,
            String closing) {}

    /** The balance, from before the month's movements to after them. */
    record Balance(
            String before,
            List<Movement> movements,
            String after,
            String frozen,
            String available,
            boolean hasRelease,
            String released) {}

    /** A movement of the balance. */
    record Movement(String what, String when, String amount) {}

    /**
     * The freeze for the next month.
     *
     * @param basisHan which calls at the list price, in Chinese
     * @param basis the same in English
     * @param estimateWorking what the APIs come to, times the ratio
     * @param estimate that rounded
     * @param outcome whether it is frozen
     * @param frozen what is
     * @param why why so much, or nothing
     */
    record Freeze(
            String nextMonth,
            String basisHan,
            String basis,
            boolean hasParts,
            List<FreezePart> parts,
            String estimateWorking,
            String estimate,
            String outcome,
            String frozen,
            String why) {}

    /** What an API adds to the freeze. */
    record FreezePart(String api, String working, String amount) {}

    /**
     * What it was compared with.
     *
     * @param figures how many figures agree with the books
     * @param root the root of a closed month
     * @param priceBookSha256 the SHA-256 of its price book
     */
    record Foot(String figures, boolean hasRoot, String root, String priceBookSha256) {}

    /** The view of a settled bill; nothing of an account that has none. */
    static Optional<StatementView> of(Explanation explanation, String style) {
        return explanation.outcome() instanceof Outcome.Billed billed
                ? billed.settled().map(settled -> {
                    StatementUsage usage = new StatementUsage(explanation, billed);
                    StatementMoney money = new StatementMoney(explanation, billed, settled);
                    return new StatementView(
                            style,
                            money.head(usage.counts()),
                            usage.charges(),
                            usage.allowances(),
                            money.balance(),
                            money.freeze(),
                            foot(explanation));
                })
                : Optional.empty();
    }

    private static Foot foot(Explanation explanation) {
        var month = explanation.month();
        return new Foot(
                explanation.figuresCompared() + " 项 figures",
                month.root().isPresent() && !month.isProvisional(),
                month.root().orElse(""),
                month.prices().sha256());
    }
}
