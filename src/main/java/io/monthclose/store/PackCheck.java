package io.monthclose.store;

import static io.monthclose.store.Invariant.FREE_THEN_PREPAID_THEN_BILLABLE;
import static io.monthclose.store.Invariant.PACKS_ARE_WHOLE;

import io.monthclose.intake.PrepaidPack;
import io.monthclose.period.InstantRange;
import io.monthclose.rating.Draw;
import io.monthclose.rating.DrawSource;
import io.monthclose.rating.RatedLine;
import io.monthclose.store.AccountFacts.BillFacts;
import io.monthclose.store.AccountFacts.Movement;
import io.monthclose.store.AccountFacts.PackFacts;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Checks the free pools and packs of one account's month: invariants 3 and 4. */
final class PackCheck {
    private final AccountFacts facts;
    private final String account;
    private final InstantRange month;
    private final FreePools pools;
    private final Breaks breaks;

    /** The free pools of the month's price book: the pool of an API, and the size of a pool. */
    record FreePools(Map<String, String> poolOfApi, Map<String, Long> sizes) {}

    PackCheck(AccountFacts facts, InstantRange month, FreePools pools, Breaks breaks) {
        this.facts = facts;
        this.account = facts.accountId();
        this.month = month;
        this.pools = pools;
        this.breaks = breaks;
    }

    void rating() {
        facts.bill().ifPresent(bill -> {
            freePools(bill, drawn(bill, DrawSource.FREE));
            packsLeftOver(bill);
        });
        Map<String, BigInteger> drawn =
                facts.bill().map(bill -> drawn(bill, DrawSource.PREPAID)).orElse(Map.of());
        Set<String> known = new HashSet<>();
        for (PackFacts pack : facts.packs()) {
            known.add(pack.pack().packId());
            pack(pack, drawn.getOrDefault(pack.pack().packId(), BigInteger.ZERO));
        }
        drawn.keySet()
                .forEach(pack -> breaks.unless(
                        known.contains(pack),
                        PACKS_ARE_WHOLE,
                        () -> account + ": draws on pack " + pack + ", which it does not have"));
    }

    private static Map<String, BigInteger> drawn(BillFacts bill, DrawSource source) {
        Map<String, BigInteger> drawn = new HashMap<>();
        for (Draw draw : bill.draws()) {
            if (draw.source() == source) {
                drawn.merge(draw.packId(), BigInteger.valueOf(draw.calls()), BigInteger::add);
            }
        }
        return drawn;
    }

    private void freePools(BillFacts bill, Map<String, BigInteger> drawn) {
        for (RatedLine line : bill.lines()) {
            String pool = pools.poolOfApi().get(line.api());
            if (pool != null && (line.prepaidCalls() > 0 || line.billableCalls() > 0)) {
                BigInteger left = BigInteger.valueOf(size(pool)).subtract(drawn.getOrDefault(pool, BigInteger.ZERO));
                breaks.unless(
                        left.signum() <= 0,
                        FREE_THEN_PREPAID_THEN_BILLABLE,
                        () -> account + " " + line.api() + ": " + left + " calls left in the free pool " + pool);
            }
        }
        drawn.forEach((pool, calls) -> breaks.unless(
                calls.compareTo(BigInteger.valueOf(size(pool))) <= 0,
                FREE_THEN_PREPAID_THEN_BILLABLE,
                () -> account + ": " + calls + " free calls drawn from pool " + pool));
    }

    private long size(String pool) {
        return pools.sizes().getOrDefault(pool, 0L);
    }

    /** A pack valid all month with calls left leaves nothing billable on its APIs. */
    private void packsLeftOver(BillFacts bill) {
        for (PackFacts facts : facts.packs()) {
            PrepaidPack pack = facts.pack();
            Movement movement = facts.movement();
            boolean validAllMonth = !pack.validFrom().isAfter(month.from())
                    && !pack.validUntil().isBefore(month.until());
            if (movement != null && movement.closing() > 0 && validAllMonth) {
                for (RatedLine line : bill.lines()) {
                    breaks.unless(
                            line.billableCalls() == 0 || !pack.apis().contains(line.api()),
                            FREE_THEN_PREPAID_THEN_BILLABLE,
                            () -> account + " " + line.api() + ": " + movement.closing() + " calls left in pack "
                                    + pack.packId());
                }
            }
        }
    }

    private void pack(PackFacts facts, BigInteger drawn) {
        PrepaidPack pack = facts.pack();
        Movement movement = facts.movement();
        long moved = movement == null ? 0 : movement.opening();
        boolean parked = "RATING".equals(this.facts.parkedStage());
        breaks.unless(
                parked || moved == facts.opened(),
                PACKS_ARE_WHOLE,
                () -> pack.packId() + ": opened with " + facts.opened() + ", moved from " + moved);
        if (movement != null) {
            breaks.unless(
                    isWhole(pack, movement),
                    PACKS_ARE_WHOLE,
                    () -> pack.packId() + ": opening " + movement.opening() + ", drawn " + movement.drawn()
                            + ", forfeited " + movement.forfeited() + ", closing " + movement.closing() + " of "
                            + pack.calls());
            breaks.unless(
                    drawn.equals(BigInteger.valueOf(movement.drawn())),
                    PACKS_ARE_WHOLE,
                    () -> pack.packId() + ": " + movement.drawn() + " calls drawn, " + drawn + " on the bill");
        }
    }

    private boolean isWhole(PrepaidPack pack, Movement movement) {
        boolean validInMonth =
                pack.validFrom().isBefore(month.until()) && pack.validUntil().isAfter(month.from());
        boolean endsInMonth = pack.validUntil().isBefore(month.until());
        BigInteger left = BigInteger.valueOf(movement.opening())
                .subtract(BigInteger.valueOf(movement.drawn()))
                .subtract(BigInteger.valueOf(movement.forfeited()));
        return left.equals(BigInteger.valueOf(movement.closing()))
                && movement.opening() <= pack.calls()
                && pack.account().value().equals(account)
                && (movement.drawn() == 0 || validInMonth)
                && (endsInMonth ? movement.closing() == 0 : movement.forfeited() == 0);
    }
}
