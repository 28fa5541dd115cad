package io.monthclose.ledger;

/** Why money moves, and from where to where: debit → credit (rules, "Settling"). */
public enum EntryKind {
    /** A payment received. */
    TOP_UP(LedgerAccount.CASH, LedgerAccount.AVAILABLE),
    /** The end of the freeze that the month before placed. */
    RELEASE(LedgerAccount.FROZEN, LedgerAccount.AVAILABLE),
    /** The bill. */
    CHARGE(LedgerAccount.AVAILABLE, LedgerAccount.REVENUE),
    /** The freeze for the next month. */
    FREEZE(LedgerAccount.AVAILABLE, LedgerAccount.FROZEN);

    private final LedgerAccount debit;
    private final LedgerAccount credit;

    EntryKind(LedgerAccount debit, LedgerAccount credit) {
        this.debit = debit;
        this.credit = credit;
    }

    /** The account debited, from which the amount moves. */
    public LedgerAccount debit() {
        return debit;
    }

    /** The account credited, to which the amount moves. */
    public LedgerAccount credit() {
        return credit;
    }
}
