package io.monthclose.store;

import static io.monthclose.store.Invariant.BILLS_ADD_UP;
import static io.monthclose.store.Invariant.BOOKS_BALANCE;
import static io.monthclose.store.Invariant.EVERY_CALL_HAS_ONE_SOURCE;
import static io.monthclose.store.Invariant.FREEZES_ONCE;

import io.monthclose.ledger.EntryKind;
import io.monthclose.ledger.LedgerEntry;
import io.monthclose.money.Money;
import io.monthclose.rating.Draw;
import io.monthclose.rating.RatedLine;
import io.monthclose.store.AccountFacts.BillFacts;
import io.monthclose.store.AccountFacts.SettlementFacts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Checks what the tables say of one account's month: invariants 2, 5, 6 and 7 as far as one account shows them. Packs and free
 * pools are {@link PackCheck}'s. Knows the rules' equations and nothing of how the rows came about.
 */
final class AccountCheck {
    private final AccountFacts facts;
    private final String account;
    private final Breaks breaks;

    AccountCheck(AccountFacts facts, Breaks breaks) {
        this.facts = facts;
        this.account = facts.accountId();
        this.breaks = breaks;
    }

    /** Before any money moves. */
    void rating() {
        boolean billed = facts.bill().isPresent();
        breaks.unless(
                !facts.due() || billed || facts.parkedStage() != null,
                BILLS_ADD_UP,
                () -> account + ": due a bill, has none");
        breaks.unless(facts.due() || !billed, BILLS_ADD_UP, () -> account + ": has a bill, due none");
        facts.bill().ifPresent(this::bill);
    }

    private void bill(BillFacts bill) {
        BigDecimal lines =
                bill.lines().stream().map(line -> line.amount().value()).reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean adds = equal(lines, bill.linesTotal())
                && equal(bill.linesTotal().add(bill.rounding()), bill.amountDue())
                && bill.lines().size() == bill.lineCount();
        breaks.unless(
                adds,
                BILLS_ADD_UP,
                () -> account + ": lines " + plain(lines) + ", lines total " + plain(bill.linesTotal()) + ", rounding "
                        + plain(bill.rounding()) + ", amount due " + plain(bill.amountDue()));
        boolean sums = equal(sum(bill, RatedLine::meteredCalls), bill.calls().metered())
                && equal(sum(bill, RatedLine::betaCalls), bill.calls().beta())
                && equal(sum(bill, RatedLine::freeCalls), bill.calls().free())
                && equal(sum(bill, RatedLine::prepaidCalls), bill.calls().prepaid())
                && equal(sum(bill, RatedLine::billableCalls), bill.calls().billable());
        breaks.unless(
                sums, EVERY_CALL_HAS_ONE_SOURCE, () -> account + ": the calls of the bill are not those of its lines");
        draws(bill);
    }

    /** What the bill says is free or prepaid is what was drawn, API by API. */
    private void draws(BillFacts bill) {
        for (RatedLine line : bill.lines()) {
            compareDraws(bill, line.api());
        }
        for (Draw draw : bill.draws()) {
            if (bill.lines().stream().noneMatch(line -> line.api().equals(draw.api()))) {
                compareDraws(bill, draw.api());
            }
        }
    }

    private void compareDraws(BillFacts bill, String api) {
        BigDecimal free = BigDecimal.ZERO;
        BigDecimal prepaid = BigDecimal.ZERO;
        for (RatedLine line : bill.lines()) {
            if (line.api().equals(api)) {
                free = free.add(BigDecimal.valueOf(line.freeCalls()));
                prepaid = prepaid.add(BigDecimal.valueOf(line.prepaidCalls()));
            }
        }
        for (Draw draw : bill.draws()) {
            if (draw.api().equals(api)) {
                BigDecimal calls = BigDecimal.valueOf(draw.calls());
                switch (draw.source()) {
                    case FREE -> free = free.subtract(calls);
                    case PREPAID -> prepaid = prepaid.subtract(calls);
                }
            }
        }
        breaks.unless(
                free.signum() == 0 && prepaid.signum() == 0,
                EVERY_CALL_HAS_ONE_SOURCE,
                () -> account + " " + api + ": free or prepaid calls of the bill are not those drawn");
    }

    /** After settling. */
    void books() {
        boolean settled = facts.settlement().isPresent();
        boolean billed = facts.bill().isPresent();
        breaks.unless(
                !billed || settled || facts.parkedStage() != null,
                BOOKS_BALANCE,
                () -> account + ": has a bill, is neither settled nor parked");
        breaks.unless(billed || !settled, BOOKS_BALANCE, () -> account + ": has postings, has no bill");
        facts.settlement().ifPresent(settlement -> {
            opening(settlement);
            breaks.unless(
                    equal(settlement.topUps(), facts.countedTopUps()),
                    BOOKS_BALANCE,
                    () -> account + ": top-ups counted " + plain(facts.countedTopUps()) + ", posted "
                            + plain(settlement.topUps()));
            postings(settlement, facts.bill());
            order(settlement.entries());
        });
    }

    private void opening(SettlementFacts settlement) {
        Money balance = facts.opening().balance();
        breaks.unless(
                equal(settlement.openingBalance(), balance.amount())
                        && equal(settlement.released(), facts.opening().frozen().amount()),
                BOOKS_BALANCE,
                () -> account + ": opening balance " + plain(settlement.openingBalance()) + ", left before " + balance);
    }

    private void postings(SettlementFacts settlement, Optional<BillFacts> bill) {
        List<LedgerEntry> entries = settlement.entries();
        BigDecimal charged = posted(entries, EntryKind.CHARGE);
        BigDecimal topUps = posted(entries, EntryKind.TOP_UP);
        boolean agree = bill.isPresent()
                && equal(charged, bill.get().amountDue())
                && equal(charged, settlement.amountDue())
                && equal(topUps, settlement.topUps())
                && equal(posted(entries, EntryKind.RELEASE), settlement.released())
                && equal(posted(entries, EntryKind.FREEZE), settlement.frozen())
                && equal(settlement.openingBalance().add(topUps).subtract(charged), settlement.balanceAfter())
                && entries.size() == settlement.entryCount();
        breaks.unless(agree, BOOKS_BALANCE, () -> account + ": settlement and postings differ");
        running(settlement);
    }

    /** Each entry leaves what the one before left and it moved. */
    private void running(SettlementFacts settlement) {
        BigDecimal balance = settlement.openingBalance();
        BigDecimal frozen = facts.opening().frozen().amount();
        for (LedgerEntry entry : settlement.entries()) {
            BigDecimal amount = entry.amount().amount();
            switch (entry.kind()) {
                case TOP_UP -> balance = balance.add(amount);
                case CHARGE -> balance = balance.subtract(amount);
                case RELEASE -> frozen = frozen.subtract(amount);
                case FREEZE -> frozen = frozen.add(amount);
            }
            left(entry, balance, frozen);
        }
    }

    private void left(LedgerEntry entry, BigDecimal balance, BigDecimal frozen) {
        breaks.unless(
                equal(balance, entry.balanceAfter().amount())
                        && equal(frozen, entry.frozenAfter().amount()),
                BOOKS_BALANCE,
                () -> entry.entryId() + ": leaves a balance of " + entry.balanceAfter() + " and " + entry.frozenAfter()
                        + " frozen, not " + plain(balance) + " and " + plain(frozen));
    }

    /** Top-ups, release, charge, freeze; but for top-ups once each. */
    private void order(List<LedgerEntry> entries) {
        for (int i = 1; i < entries.size(); i++) {
            EntryKind before = entries.get(i - 1).kind();
            EntryKind kind = entries.get(i).kind();
            int step = kind.compareTo(before);
            breaks.unless(
                    step > 0 || (step == 0 && kind == EntryKind.TOP_UP),
                    FREEZES_ONCE,
                    () -> account + ": " + kind + " posted after " + before);
        }
    }

    private static BigDecimal posted(List<LedgerEntry> entries, EntryKind kind) {
        BigDecimal sum = BigDecimal.ZERO;
        for (LedgerEntry entry : entries) {
            if (entry.kind() == kind) {
                sum = sum.add(entry.amount().amount());
            }
        }
        return sum;
    }

    private static BigDecimal sum(BillFacts bill, ToLongFunction<RatedLine> calls) {
        BigDecimal sum = BigDecimal.ZERO;
        for (RatedLine line : bill.lines()) {
            sum = sum.add(BigDecimal.valueOf(calls.applyAsLong(line)));
        }
        return sum;
    }

    private static boolean equal(BigDecimal one, BigDecimal other) {
        return one.compareTo(other) == 0;
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }
}
