package io.monthclose.ledger;

import io.monthclose.money.Money;

/**
 * What an account holds.
 *
 * @param balance all top-ups counted less all charges, frozen money included; below 0 in arrears
 * @param frozen the active freeze, 0 or more
 */
public record Position(Money balance, Money frozen) {
    /** Checks that the freeze is not negative. */
    public Position {
        if (frozen.isNegative()) {
            throw new IllegalArgumentException("a freeze of " + frozen);
        }
    }

    /** What may still be spent: balance less active freeze. */
    public Money available() {
        return balance.minus(frozen);
    }
}
