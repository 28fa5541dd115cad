package io.monthclose.explain;

import io.monthclose.bill.Bill;
import io.monthclose.explain.Explanation.Outcome;
import io.monthclose.ledger.Settlement;
import io.monthclose.ledger.Settling;
import io.monthclose.rating.PackMovement;
import io.monthclose.rating.Rating;
import io.monthclose.store.MonthState;
import io.monthclose.store.RecordedAccount;
import io.monthclose.store.RecordedAccount.BillRow;
import io.monthclose.store.RecordedAccount.PackMovementRow;
import io.monthclose.store.RecordedAccount.ParkedRow;
import io.monthclose.store.RecordedAccount.SettlementRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settles again what was rated again, and compares both with the book. */
final class AgainstTheBook {
    private static final String RATING = "RATING";
    private static final String SETTLING = "SETTLING";
    private static final String NOTHING = "nothing";

    private final ExplainedMonth month;
    private final RecordedAccount recorded;
    private final Comparison comparison = new Comparison();

    AgainstTheBook(ExplainedMonth month, RecordedAccount recorded) {
        this.month = month;
        this.recorded = recorded;
    }

    Comparison comparison() {
        return comparison;
    }

    /** Of a month that cannot be rated. */
    Outcome unratable(String reason) {
        return waiting().orElseGet(() -> {
            comparison.compare("parked", parkedReason(), reason);
            packs(List.of());
            bill(recorded.bill(), Optional.empty());
            noSettlement();
            return new Outcome.Parked(RATING, reason);
        });
    }

    /** Of a month that is rated. */
    Outcome rated(Bill bill, Rating.Rated rated, Derivation derivation) {
        return waiting().or(this::parkedInRating).orElseGet(() -> {
            packs(rated.packs());
            return recorded.account().due() ? due(bill, rated, derivation) : notDue();
        });
    }

    /** A rerun may be on its way to rate it with another price book: what is there now says nothing of what will be. */
    private Optional<Outcome> waiting() {
        return recorded.parked().filter(ParkedRow::retry).map(row -> new Outcome.Parked(row.stage(), row.reason()));
    }

    private Optional<Outcome> parkedInRating() {
        return recorded.parked().filter(row -> row.stage().equals(RATING)).map(row -> {
            comparison.compare("parked", row.reason(), NOTHING);
            return new Outcome.Parked(RATING, row.reason());
        });
    }

    private Outcome notDue() {
        comparison.compare("parked", parkedReason(), NOTHING);
        bill(recorded.bill(), Optional.empty());
        noSettlement();
        return new Outcome.NotDue();
    }

    private Outcome due(Bill bill, Rating.Rated rated, Derivation derivation) {
        bill(recorded.bill(), Optional.of(BillRow.of(bill, rated.draws(), rated.freezeEstimate())));
        Optional<Settlement> settlement = settledAgain(bill, rated);
        if (settlement.isPresent() && settlement.get() instanceof Settlement.Unsettleable unsettleable) {
            comparison.compare("parked", parkedReason(), unsettleable.reason());
            noSettlement();
            return new Outcome.Parked(SETTLING, unsettleable.reason());
        }
        Optional<Settlement.Settled> settled = settlement.map(Settlement.Settled.class::cast);
        settled.ifPresent(again -> {
            comparison.compare("parked", parkedReason(), NOTHING);
            settlement(bill, again);
        });
        return new Outcome.Billed(
                bill,
                derivation.atListPrice(),
                derivation.atListPrice().timesPercent(month.prices().switches().freezeRatioPercent()),
                rated.freezeEstimate(),
                settled);
    }

    /** Settles again what the book has settled, or should have. */
    private Optional<Settlement> settledAgain(Bill bill, Rating.Rated rated) {
        Instant instant = month.row().settlementInstant();
        boolean expected = month.row().state() == MonthState.CLOSED
                || recorded.settlement().isPresent()
                || recorded.parked().isPresent();
        if (instant == null || !expected) {
            return Optional.empty();
        }
        return Optional.of(Settling.settle(
                month.period(),
                recorded.account().account(),
                recorded.account().opening(),
                recorded.topUps(),
                bill.amountDue(),
                rated.freezeEstimate(),
                instant));
    }

    private void packs(List<PackMovement> moved) {
        Figures book = new Figures();
        recorded.movements().forEach(book::pack);
        Figures records = new Figures();
        moved.stream().map(PackMovementRow::of).forEach(records::pack);
        comparison.compare(book.byName(), records.byName());
    }

    private void bill(Optional<BillRow> book, Optional<BillRow> records) {
        if (book.isEmpty() || records.isEmpty()) {
            comparison.compare(
                    "bill",
                    book.map(row -> row.amountDue().toPlainString()).orElse(NOTHING),
                    records.map(row -> row.amountDue().toPlainString()).orElse(NOTHING));
            return;
        }
        comparison.compare(figures(book.get()), figures(records.get()));
    }

    private static Map<String, String> figures(BillRow row) {
        Figures figures = new Figures();
        figures.bill(row);
        return figures.byName();
    }

    private void settlement(Bill bill, Settlement.Settled again) {
        SettlementRow records = SettlementRow.of(month.row().month(), recorded.topUps(), bill.amountDue(), again);
        recorded.settlement()
                .ifPresentOrElse(
                        book -> comparison.compare(figures(book, bill.billId()), figures(records, bill.billId())),
                        () -> comparison.compare("settlement", NOTHING, told(records)));
    }

    private void noSettlement() {
        comparison.compare(
                "settlement", recorded.settlement().map(AgainstTheBook::told).orElse(NOTHING), NOTHING);
    }

    private static Map<String, String> figures(SettlementRow row, String billId) {
        Figures figures = new Figures();
        figures.settlement(row, billId);
        return figures.byName();
    }

    private static String told(SettlementRow row) {
        return "a balance after of " + row.balanceAfter().toPlainString();
    }

    private String parkedReason() {
        return recorded.parked().map(ParkedRow::reason).orElse(NOTHING);
    }
}
