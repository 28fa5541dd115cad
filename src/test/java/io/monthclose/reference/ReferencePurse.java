package io.monthclose.reference;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** One account's money while a month is settled: what it holds, and the entries that moved it. */
final class ReferencePurse {
    static final BigDecimal ZERO = new BigDecimal("0.00");

    /** The kinds of ledger entries with the two ledger accounts that each moves money between. */
    enum Kind {
        TOP_UP("CASH", "AVAILABLE"),
        RELEASE("FROZEN", "AVAILABLE"),
        CHARGE("AVAILABLE", "REVENUE"),
        FREEZE("AVAILABLE", "FROZEN");

        private final String debit;
        private final String credit;

        Kind(String debit, String credit) {
            this.debit = debit;
            this.credit = credit;
        }

        String debit() {
            return debit;
        }

        String credit() {
            return credit;
        }
    }

    /** One entry; amounts of 0 make none. */
    record Entry(Kind kind, BigDecimal amount, Instant effectiveAt) {}

    /** The balance, which includes what is frozen, and the active freeze. */
    record Holding(BigDecimal balance, BigDecimal frozen) {
        static final Holding NOTHING = new Holding(ZERO, ZERO);
    }

    private final List<Entry> entries = new ArrayList<>();
    private final BigDecimal released;
    private BigDecimal balance;
    private BigDecimal wanted = ZERO;
    private BigDecimal frozen = ZERO;

    ReferencePurse(Holding opening) {
        this.balance = opening.balance();
        this.released = opening.frozen();
    }

    void settle(List<KnownTopUp> counted, BigDecimal amountDue, BigDecimal freezeWanted, Instant settlementInstant) {
        for (KnownTopUp topUp :
                counted.stream().sorted(KnownTopUp.POSTING_ORDER).toList()) {
            post(Kind.TOP_UP, topUp.amount(), topUp.receivedAt());
            balance = balance.add(topUp.amount());
        }
        post(Kind.RELEASE, released, settlementInstant);
        post(Kind.CHARGE, amountDue, settlementInstant);
        balance = balance.subtract(amountDue);
        wanted = freezeWanted;
        frozen = balance.compareTo(wanted) < 0 ? ZERO : wanted;
        post(Kind.FREEZE, frozen, settlementInstant);
    }

    private void post(Kind kind, BigDecimal amount, Instant effectiveAt) {
        if (amount.signum() != 0) {
            entries.add(new Entry(kind, amount, effectiveAt));
        }
    }

    boolean overflows() {
        return balance.abs().compareTo(ReferenceRater.MOST_MONEY) > 0;
    }

    String freezeStatus() {
        if (wanted.signum() == 0) {
            return "NONE";
        }
        return frozen.signum() == 0 ? "INSUFFICIENT" : "HELD";
    }

    String accountStatus(KnownAccount account, YearMonth month) {
        if (account.closedByEndOf(month)) {
            return "CLOSED";
        }
        if (balance.signum() < 0) {
            return "ARREARS";
        }
        return freezeStatus().equals("INSUFFICIENT") ? "SUSPENDED" : "ACTIVE";
    }

    List<Entry> entries() {
        return entries;
    }

    BigDecimal released() {
        return released;
    }

    BigDecimal wanted() {
        return wanted;
    }

    BigDecimal frozen() {
        return frozen;
    }

    Holding closing() {
        return new Holding(balance, frozen);
    }
}
