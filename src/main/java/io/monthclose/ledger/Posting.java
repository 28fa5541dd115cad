package io.monthclose.ledger;

import io.monthclose.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Posts one account's entries of a month in order, with running balance and freeze. Amounts of 0 post nothing. */
final class Posting {
    private final String billId;
    private final List<LedgerEntry> entries = new ArrayList<>();
    private Position position;

    Posting(String billId, Position opening) {
        this.billId = billId;
        this.position = opening;
    }

    void topUp(TopUp topUp) {
        Position after = new Position(position.balance().plus(topUp.amount()), position.frozen());
        post(EntryKind.TOP_UP, topUp.amount(), topUp.receivedAt(), topUp.topUpId(), after);
    }

    /** Ends the active freeze, whole. */
    void release(Instant at) {
        post(EntryKind.RELEASE, position.frozen(), at, null, new Position(position.balance(), Money.ZERO));
    }

    void charge(Money amount, Instant at) {
        Position after = new Position(position.balance().minus(amount), position.frozen());
        post(EntryKind.CHARGE, amount, at, null, after);
    }

    void freeze(Money amount, Instant at) {
        post(EntryKind.FREEZE, amount, at, null, new Position(position.balance(), amount));
    }

    Position position() {
        return position;
    }

    List<LedgerEntry> entries() {
        return entries;
    }

    private void post(EntryKind kind, Money amount, Instant at, @Nullable String topUpId, Position after) {
        position = after;
        if (amount.isZero()) {
            return;
        }
        String id = LedgerEntry.id(billId, entries.size() + 1);
        entries.add(new LedgerEntry(id, kind, amount, at, topUpId, after.balance(), after.frozen()));
    }
}
