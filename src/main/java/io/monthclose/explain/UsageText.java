package io.monthclose.explain;

import io.monthclose.explain.Explanation.ApiPart;
import io.monthclose.explain.Explanation.LinePart;
import io.monthclose.explain.Explanation.PackPart;
import io.monthclose.explain.Explanation.PoolPart;
import io.monthclose.pricebook.Tier;
import io.monthclose.rating.Draw;
import io.monthclose.rating.RatedLine;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What an explanation says of usage: the APIs with their prices, the free pools, the prepaid packs. */
final class UsageText {
    private final TextPage page = new TextPage();
    private final Explanation explanation;
    private final String currency;

    UsageText(Explanation explanation) {
        this.explanation = explanation;
        this.currency = explanation.month().prices().currency();
    }

    String text() {
        explanation.apis().forEach(this::api);
        if (!explanation.pools().isEmpty()) {
            page.section("Free pools");
            explanation.pools().forEach(this::pool);
        }
        if (!explanation.packs().isEmpty()) {
            page.section("Prepaid packs");
            explanation.packs().forEach(this::pack);
        }
        return page.text();
    }

    private void api(ApiPart part) {
        page.section(part.api().code() + ", " + part.api().name());
        page.row(
                "records",
                Grouping.of(part.records())
                        + (part.records() == 1
                                ? ", at " + time(part.first())
                                : ", from " + time(part.first()) + " to " + time(part.last())));
        boolean several = part.lines().size() > 1;
        if (part.lines().size() != 1) {
            page.row("metered", Grouping.of(part.calls()) + " calls");
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
            page.row("version", version + ": " + Grouping.of(line.meteredCalls()) + " calls");
        }
        if (priced.version().beta()) {
            page.row(
                    "free beta",
                    Grouping.of(line.betaCalls()) + " calls cost nothing" + (several ? "" : "; " + version));
            return;
        }
        page.row(
                "calls",
                Grouping.of(line.meteredCalls()) + " = " + Grouping.of(line.freeCalls()) + " free + "
                        + Grouping.of(line.prepaidCalls()) + " prepaid + " + Grouping.of(line.billableCalls())
                        + " billable");
        Tier tier = priced.tier();
        if (line.billableCalls() == 0 || tier == null) {
            page.row("amount", "0: nothing is billable");
            return;
        }
        page.row("tier", Grouping.of(part.volume()) + " " + volume() + " calls of the month reach " + band(tier));
        page.row("price", line.unitPrice() + " " + currency + " per 1,000 calls" + (several ? "" : ", " + version));
        page.row("amount", Wording.sum(line.billableCalls(), line.unitPrice(), line.amount()));
    }

    private String volume() {
        return switch (explanation.month().prices().switches().tierVolume()) {
            case BILLABLE -> "billable";
            case METERED -> "metered";
        };
    }

    private void pool(PoolPart pool) {
        page.row(
                pool.name(),
                Grouping.of(pool.size()) + " a month for " + String.join(", ", pool.apis()) + "; "
                        + drawn(pool.draws(), pool.drawn()) + ", "
                        + (pool.left() == 0 ? "none left" : Grouping.of(pool.left()) + " left, which expire"));
    }

    private void pack(PackPart part) {
        var pack = part.pack().pack();
        var movement = part.movement();
        page.row(
                pack.packId(),
                Grouping.of(movement.opening()) + " of " + Grouping.of(pack.calls()) + " left at the start; "
                        + drawn(part.draws(), movement.drawn()) + ", " + Grouping.of(movement.forfeited())
                        + " forfeited, " + Grouping.of(movement.closing()) + " left at the end");
        page.row(
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

    private String time(Instant instant) {
        return Wording.time(instant, explanation.month().prices().zone());
    }

    static String band(Tier tier) {
        return "the tier from " + Wording.band(tier, " to below ", " on");
    }
}
