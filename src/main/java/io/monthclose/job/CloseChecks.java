package io.monthclose.job;

import io.monthclose.intake.UsageKind;
import io.monthclose.period.BillingMonth;
import io.monthclose.period.InstantText;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.Take;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What must hold before anything of a month is taken (rules, "Time"). */
final class CloseChecks {
    private final Stores stores;
    private final CloseRequest request;
    private final PriceBook prices;

    CloseChecks(Stores stores, CloseRequest request, PriceBook prices) {
        this.stores = stores;
        this.request = request;
        this.prices = prices;
    }

    /** Zone and currency are fixed at a book's first close. */
    void termsAreTheBooks() {
        stores.months().terms().ifPresent(terms -> {
            if (!terms.zone().equals(prices.zone()) || !terms.currency().equals(prices.currency())) {
                throw new ProblemException(
                        ProblemCode.CONFIGURATION_REFUSED,
                        "price book " + prices.version() + " is in " + prices.currency() + " and zone " + prices.zone()
                                + ", the book since its first close in " + terms.currency() + " and zone "
                                + terms.zone());
            }
        });
    }

    /** A month keeps the price book it was taken with. A rerun may have put another in its place; then both will do. */
    void priceBookIsTheMonths(MonthRow month) {
        Optional<String> taken = stores.takes().begun(month).priceBookSha256();
        if (!month.priceBookSha256().equals(prices.sha256()) && !taken.equals(Optional.of(prices.sha256()))) {
            throw new ProblemException(
                    ProblemCode.INPUT_REFUSED,
                    "price book " + request.priceBook() + " changed since " + month.month() + " was taken: SHA-256 "
                            + prices.sha256() + ", taken " + month.priceBookSha256()
                            + (stores.takes().isCharged(month.month()) ? "" : "; --retake REASON takes it anew"));
        }
    }

    /** A month goes on with usage from where it was planned. */
    void usageSourceIsTheTakes(Take take) {
        UsageKind planned = CloseInput.kindOf(take, stores);
        if (planned != request.usage()) {
            throw new ProblemException(
                    ProblemCode.WRONG_USE,
                    "the usage of " + request.month() + " was planned "
                            + switch (planned) {
                                case CSV -> "from files: leave out --usage-source jdbc";
                                case JDBC -> "from a database: add --usage-source jdbc";
                            });
        }
    }

    /** The instant given, or the clock's now; one that is fixed already is the only one that may be given. */
    Instant settlementInstant(Optional<MonthRow> known, BillingMonth period) {
        Instant now = request.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Instant instant = request.asOf().orElse(now);
        if (instant.getNano() != 0) {
            throw new ProblemException(ProblemCode.WRONG_USE, "--as-of " + instant + " is not a whole second");
        }
        if (instant.isAfter(now)) {
            throw new ProblemException(
                    ProblemCode.WRONG_USE,
                    "--as-of " + InstantText.format(instant, period.zone()) + " is in the future, it is "
                            + InstantText.format(now, period.zone()));
        }
        Optional<Instant> fixed = known.map(MonthRow::settlementInstant);
        if (fixed.isPresent() && request.asOf().isPresent() && !fixed.get().equals(instant)) {
            throw new ProblemException(
                    ProblemCode.WRONG_USE,
                    "--as-of " + InstantText.format(instant, period.zone()) + " is not the settlement instant of "
                            + period + ", which is fixed at " + InstantText.format(fixed.get(), period.zone()));
        }
        return fixed.orElse(instant);
    }

    /** Months follow each other without a gap, each after it is over. */
    void order(Optional<MonthRow> known, BillingMonth period, Instant instant) {
        if (instant.isBefore(period.end())) {
            throw new ProblemException(
                    ProblemCode.NOT_NOW,
                    period + " is not over at " + InstantText.format(instant, period.zone()) + ": it ends at "
                            + InstantText.format(period.end(), period.zone()));
        }
        List<MonthRow> chain = stores.months().months();
        if (known.isPresent() || chain.isEmpty()) {
            return;
        }
        MonthRow last = chain.getLast();
        if (last.state() != MonthState.CLOSED) {
            throw new ProblemException(
                    ProblemCode.NOT_NOW,
                    period + " is out of order: " + last.month() + " is " + last.state() + " and must be closed first");
        }
        if (!last.month().plusMonths(1).equals(period.yearMonth())) {
            throw new ProblemException(
                    ProblemCode.NOT_NOW,
                    period + " is out of order: the book runs from "
                            + chain.getFirst().month() + " to " + last.month() + ", next is "
                            + last.month().plusMonths(1));
        }
    }
}
