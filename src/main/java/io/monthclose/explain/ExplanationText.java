package io.monthclose.explain;

import io.monthclose.explain.Explanation.Disagreement;
import io.monthclose.explain.Explanation.Outcome;
import io.monthclose.explain.Explanation.RecordPart;
import io.monthclose.problem.OneLine;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/** An explanation as text that can be read out: plain words, digits in groups, each amount as a sum that can be worked again. */
public final class ExplanationText {
    private static final int SHORT_HASH = 12;

    private final TextPage page = new TextPage();
    private final Explanation explanation;

    private ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    /** The whole explanation; its lines end with LF. */
    public static String of(Explanation explanation) {
        return new ExplanationText(explanation).text();
    }

    /** A disagreement in a line. */
    public static String line(Disagreement disagreement) {
        return disagreement.figure() + ": the book says " + disagreement.book() + ", the records give "
                + disagreement.records();
    }

    private String text() {
        heading();
        page.add(new UsageText(explanation).text());
        switch (explanation.outcome()) {
            case Outcome.Billed billed -> page.add(new MoneyText(explanation, billed).text());
            case Outcome.NotDue _ -> {
                page.section("No bill");
                page.row("why", "the account was not open in the month, and no freeze was left to give back");
            }
            case Outcome.Parked parked -> {
                page.section("No bill yet: parked");
                page.row("why", parked.reason());
                page.row(
                        "what next",
                        "when the cause is away, rerun --step rateAccounts settles it; the month stays open");
            }
        }
        records();
        agreement();
        return page.text();
    }

    private void heading() {
        ExplainedMonth month = explanation.month();
        page.line(explanation.account().id() + ", "
                + OneLine.of(explanation.account().name()) + ", " + month.row().month());
        page.row("month", month.row().state() + settledAsOf(month));
        page.row(
                "price book",
                month.prices().version() + ", SHA-256 "
                        + month.prices().sha256().substring(0, SHORT_HASH) + "…");
        month.root().ifPresent(root -> page.row("root", root + ", as recorded at the close"));
        page.row("times", "at " + month.prices().zone());
        page.row("usage", usage());
    }

    private static String settledAsOf(ExplainedMonth month) {
        Instant instant = month.row().settlementInstant();
        return instant == null
                ? ", not settled yet"
                : ", settled as of " + Wording.time(instant, month.prices().zone())
                        + (month.isProvisional() ? ", provisional" : "");
    }

    private String usage() {
        Explanation.UsagePart usage = explanation.usage();
        String rejected = usage.rejected().entrySet().stream()
                .map(entry -> entry.getKey() + " " + Grouping.of(entry.getValue()))
                .collect(Collectors.joining(", "));
        return count(usage.accepted(), "record") + " with " + Grouping.of(usage.calls()) + " calls"
                + (usage.duplicates() == 0 ? "" : "; " + count(usage.duplicates(), "duplicate") + " not counted again")
                + (rejected.isEmpty() ? "" : "; rejected: " + rejected);
    }

    private static String count(long number, String what) {
        return Grouping.of(number) + " " + what + (number == 1 ? "" : "s");
    }

    private void records() {
        if (explanation.records().isEmpty()) {
            return;
        }
        page.section("Records, in the order in which they were deducted");
        for (RecordPart part : explanation.records()) {
            var record = part.record();
            page.line("  "
                    + Wording.time(
                            record.occurredAt(), explanation.month().prices().zone()) + "  "
                    + record.recordId() + "  " + record.api() + "  " + Grouping.of(record.calls()) + " = " + went(part)
                    + "  " + part.file() + " line " + record.origin().line());
        }
    }

    private static String went(RecordPart part) {
        if (part.beta()) {
            return "free beta";
        }
        String drawn = part.draws().stream()
                .map(split -> Grouping.of(split.calls()) + " "
                        + split.source().name().toLowerCase(Locale.ROOT) + " " + split.id())
                .collect(Collectors.joining(" + "));
        if (part.billable() == 0 && !drawn.isEmpty()) {
            return drawn;
        }
        return (drawn.isEmpty() ? "" : drawn + " + ") + Grouping.of(part.billable()) + " billable";
    }

    private void agreement() {
        if (explanation.figuresCompared() == 0) {
            page.section("It waits to be rated again: nothing was compared with the books.");
            return;
        }
        if (explanation.agrees()) {
            page.section("It agrees with the books: " + compared() + " from the kept usage, all "
                    + Grouping.of(explanation.figuresCompared()) + " figures are the same.");
            return;
        }
        page.section("It does NOT agree with the books");
        explanation.disagreements().forEach(disagreement -> page.line("  " + line(disagreement)));
    }

    /** What was done again to compare it. */
    private String compared() {
        return switch (explanation.outcome()) {
            case Outcome.Billed billed when billed.settled().isEmpty() -> "rated again, and not settled yet,";
            case Outcome.Billed _ -> "rated and settled again";
            case Outcome.NotDue _, Outcome.Parked _ -> "rated again";
        };
    }
}
