package io.monthclose.explain;

import io.monthclose.explain.Explanation.ApiPart;
import io.monthclose.explain.Explanation.Disagreement;
import io.monthclose.explain.Explanation.LinePart;
import io.monthclose.explain.Explanation.Outcome;
import io.monthclose.explain.Explanation.PackPart;
import io.monthclose.explain.Explanation.PoolPart;
import io.monthclose.explain.Explanation.RecordPart;
import io.monthclose.period.InstantText;
import io.monthclose.pricebook.Tier;
import io.monthclose.problem.OneLine;
import io.monthclose.rating.Draw;
import io.monthclose.rating.RatedLine;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An explanation as text that can be read out: plain words, digits in groups, each amount as a sum that can be worked again. */
public final class ExplanationText {
    private static final int LABEL = 11;
    private static final int SHORT_HASH = 12;

    private final StringBuilder page = new StringBuilder();
    private final Explanation explanation;
    private final String currency;

    private ExplanationText(Explanation explanation) {
        this.explanation = explanation;
        this.currency = explanation.month().prices().currency();
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
        explanation.apis().forEach(this::api);
        if (!explanation.pools().isEmpty()) {
            section("Free pools");
            explanation.pools().forEach(this::pool);
        }
        if (!explanation.packs().isEmpty()) {
            section("Prepaid packs");
            explanation.packs().forEach(this::pack);
        }
        switch (explanation.outcome()) {
            case Outcome.Billed billed -> page.append(new MoneyText(explanation, billed).text());
            case Outcome.NotDue _ -> {
                section("No bill");
                row("why", "the account was not open in the month, and no freeze was left to give back");
            }
            case Outcome.Parked parked -> {
                section("No bill yet: parked");
                row("why", parked.reason());
                row("what next", "when the cause is away, rerun --step rateAccounts settles it; the month stays open");
            }
        }
        records();
        agreement();
        return page.toString();
    }

    private void heading() {
        ExplainedMonth month = explanation.month();
        page.append(explanation.account().id())
                .append(", ")
                .append(OneLine.of(explanation.account().name()))
                .append(", ")
                .append(month.row().month())
                .append('\n');
        row("month", month.row().state() + settledAsOf(month));
        row(
                "price book",
                month.prices().version() + ", SHA-256 "
                        + month.prices().sha256().substring(0, SHORT_HASH) + "…");
        month.root().ifPresent(root -> row("root", root + ", as recorded at the close"));
        row("times", "at " + month.prices().zone());
        row("usage", usage());
    }

    private static String settledAsOf(ExplainedMonth month) {
        Instant instant = month.row().settlementInstant();
        return instant == null
                ? ", not settled yet"
                : ", settled as of " + time(instant, month) + (month.isProvisional() ? ", provisional" : "");
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

    private void api(ApiPart part) {
        section(part.api().code() + ", " + part.api().name());
        row(
                "records",
                Grouping.of(part.records())
                        + (part.records() == 1
                                ? ", at " + time(part.first())
                                : ", from " + time(part.first()) + " to " + time(part.last())));
        boolean several = part.lines().size() > 1;
        if (part.lines().size() != 1) {
            row("metered", Grouping.of(part.calls()) + " calls");
        }
        for (LinePart line : part.lines()) {
            line(part, line, several);
        }
    }

    private void line(ApiPart part, LinePart priced, boolean several) {
        RatedLine line = priced.line();
        String version = "price version " + line.priceVersion() + ", in force from "
                + time(priced.version().from());
        if (several) {
            row("version", version + ": " + Grouping.of(line.meteredCalls()) + " calls");
        }
        if (priced.version().beta()) {
            row("free beta", Grouping.of(line.betaCalls()) + " calls cost nothing" + (several ? "" : "; " + version));
            return;
        }
        row(
                "calls",
                Grouping.of(line.meteredCalls()) + " = " + Grouping.of(line.freeCalls()) + " free + "
                        + Grouping.of(line.prepaidCalls()) + " prepaid + " + Grouping.of(line.billableCalls())
                        + " billable");
        Tier tier = priced.tier();
        if (line.billableCalls() == 0 || tier == null) {
            row("amount", "0: nothing is billable");
            return;
        }
        row("tier", Grouping.of(part.volume()) + " " + volume() + " calls of the month reach " + band(tier));
        row("price", line.unitPrice() + " " + currency + " per 1,000 calls" + (several ? "" : ", " + version));
        row("amount", sum(line.billableCalls(), line.unitPrice(), line.amount()));
    }

    private String volume() {
        return switch (explanation.month().prices().switches().tierVolume()) {
            case BILLABLE -> "billable";
            case METERED -> "metered";
        };
    }

    private void pool(PoolPart pool) {
        row(
                pool.name(),
                Grouping.of(pool.size()) + " a month for " + String.join(", ", pool.apis()) + "; "
                        + drawn(pool.draws(), pool.drawn()) + ", "
                        + (pool.left() == 0 ? "none left" : Grouping.of(pool.left()) + " left, which expire"));
    }

    private void pack(PackPart part) {
        var pack = part.pack().pack();
        var movement = part.movement();
        row(
                pack.packId(),
                Grouping.of(movement.opening()) + " of " + Grouping.of(pack.calls()) + " left at the start; "
                        + drawn(part.draws(), movement.drawn()) + ", " + Grouping.of(movement.forfeited())
                        + " forfeited, " + Grouping.of(movement.closing()) + " left at the end");
        row(
                "",
                "for " + String.join(", ", pack.apis()) + "; valid from " + time(pack.validFrom()) + " until "
                        + time(pack.validUntil()));
    }

    private static String drawn(List<Draw> draws, long calls) {
        return Grouping.of(calls) + " drawn"
                + (draws.isEmpty()
                        ? ""
                        : draws.stream()
                                .map(draw -> draw.api() + " " + Grouping.of(draw.calls()))
                                .collect(Collectors.joining(", ", " (", ")")));
    }

    private void records() {
        if (explanation.records().isEmpty()) {
            return;
        }
        section("Records, in the order in which they were deducted");
        for (RecordPart part : explanation.records()) {
            page.append("  ")
                    .append(time(part.record().occurredAt()))
                    .append("  ")
                    .append(part.record().recordId())
                    .append("  ")
                    .append(part.record().api())
                    .append("  ")
                    .append(Grouping.of(part.record().calls()))
                    .append(" = ")
                    .append(went(part))
                    .append("  ")
                    .append(part.file())
                    .append(" line ")
                    .append(part.record().origin().line())
                    .append('\n');
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
            section("It waits to be rated again: nothing was compared with the books.");
            return;
        }
        if (explanation.agrees()) {
            section("It agrees with the books: " + compared() + " from the kept usage, all "
                    + Grouping.of(explanation.figuresCompared()) + " figures are the same.");
            return;
        }
        section("It does NOT agree with the books");
        explanation
                .disagreements()
                .forEach(disagreement ->
                        page.append("  ").append(line(disagreement)).append('\n'));
    }

    /** What was done again to compare it. */
    private String compared() {
        return switch (explanation.outcome()) {
            case Outcome.Billed billed when billed.settled().isEmpty() -> "rated again, and not settled yet,";
            case Outcome.Billed _ -> "rated and settled again";
            case Outcome.NotDue _, Outcome.Parked _ -> "rated again";
        };
    }

    private String time(Instant instant) {
        return time(instant, explanation.month());
    }

    static String time(Instant instant, ExplainedMonth month) {
        String text = InstantText.format(instant, month.prices().zone());
        return text.substring(0, text.length() - 6).replace('T', ' ');
    }

    static String band(Tier tier) {
        Long to = tier.to();
        return to == null
                ? "the tier from " + Grouping.of(tier.from()) + " on"
                : "the tier from " + Grouping.of(tier.from()) + " to below " + Grouping.of(to);
    }

    /** A sum that can be worked again by hand. */
    static String sum(long calls, Object price, Object amount) {
        return Grouping.of(calls) + " × " + Grouping.of(price) + " / 1,000 = " + Grouping.of(amount);
    }

    private static String count(long number, String what) {
        return Grouping.of(number) + " " + what + (number == 1 ? "" : "s");
    }

    private void section(String title) {
        page.append('\n').append(title).append('\n');
    }

    private void row(String label, String text) {
        page.append(labelled(label, text));
    }

    /** A row of the page; its label may be longer than the others'. */
    static String labelled(String label, String text) {
        return "  " + label + " ".repeat(Math.max(0, LABEL - label.length())) + " " + text + "\n";
    }
}
