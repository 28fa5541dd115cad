package io.monthclose.job;

import io.monthclose.intake.UsageKind;
import io.monthclose.period.BillingMonth;
import io.monthclose.period.InstantText;
import io.monthclose.period.SettlementWindow;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.problem.ProblemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is decided about a month by the clock or a given instant before anything is taken, as text. */
final class ClockDecisions {
    private static final Instant FAR = Instant.parse("9000-01-01T00:00:00Z");

    private final Stores stores;
    private final PriceBook prices;

    ClockDecisions(Stores stores, PriceBook prices) {
        this.stores = stores;
        this.prices = prices;
    }

    /** Each edge of the month, of its window and of its year, by the clock, given, and given a second too early. */
    List<String> atEveryEdge(YearMonth month) {
        BillingMonth period = new BillingMonth(month, prices.zone());
        Instant window = new SettlementWindow(period, prices.settlementWindowDays())
                .range()
                .until();
        Instant year = YearMonth.of(month.getYear() + 1, 1)
                .atDay(1)
                .atStartOfDay(prices.zone())
                .toInstant();
        List<String> decisions = new ArrayList<>();
        for (Instant edge : List.of(period.start(), period.end(), window, year)) {
            for (long nanos : new long[] {-1_000_000_000, -1, 0, 1, 999_999_999, 1_000_000_000}) {
                Instant instant = edge.plusNanos(nanos);
                decisions.add(byTheClock(month, instant));
                decisions.add(given(month, instant, FAR));
                decisions.add(given(month, instant, instant.minusSeconds(1)));
            }
        }
        return decisions;
    }

    String byTheClock(YearMonth month, Instant now) {
        return decided(month, Optional.empty(), now);
    }

    String given(YearMonth month, Instant asOf, Instant now) {
        return decided(month, Optional.of(asOf), now);
    }

    private String decided(YearMonth month, Optional<Instant> asOf, Instant now) {
        BillingMonth period = new BillingMonth(month, prices.zone());
        // A clock of the machine's own zone: only its instants may count.
        CloseChecks checks =
                new CloseChecks(stores, request(month, asOf, Clock.fixed(now, ZoneId.systemDefault())), prices);
        try {
            Instant instant = checks.settlementInstant(Optional.empty(), period);
            checks.order(Optional.empty(), period, instant);
            boolean open = new SettlementWindow(period, prices.settlementWindowDays()).contains(instant);
            return (open ? "IN " : "OUT ") + InstantText.format(instant, prices.zone()) + " "
                    + InstantText.format(instant, ZoneOffset.UTC);
        } catch (ProblemException refused) {
            return refused.code() + " " + refused.getMessage();
        }
    }

    private static CloseRequest request(YearMonth month, Optional<Instant> asOf, Clock clock) {
        Path nowhere = Path.of("nowhere");
        return new CloseRequest(
                month,
                nowhere,
                UsageKind.CSV,
                nowhere,
                nowhere,
                asOf,
                Optional.empty(),
                Optional.empty(),
                ChargeLimits.NONE,
                1,
                new CloseRequest.LaunchedBy("tester", "tester", "test", "test"),
                clock);
    }
}
