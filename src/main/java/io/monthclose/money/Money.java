package io.monthclose.money;

import java.math.BigDecimal;

/**
 * A settled amount in whole cents of the book's currency; negative for arrears. From −92233720368547758.08 to
 * 92233720368547758.07; what leaves that range throws {@link ArithmeticException}, nothing is ever rounded.
 *
 * @param cents hundredths of the currency's unit
 */
public record Money(long cents) implements Comparable<Money> {
    /** Nothing. */
    public static final Money ZERO = new Money(0);

    /** The greatest amount that there is. */
    public static final Money MAX = new Money(Long.MAX_VALUE);

    /** So many hundredths of the unit. */
    public static Money ofCents(long cents) {
        return cents == 0 ? ZERO : new Money(cents);
    }

    /**
     * The amount, exactly.
     *
     * @throws ArithmeticException if it has more than two decimals that count, or is out of range
     */
    public static Money of(BigDecimal amount) {
        return ofCents(amount.scaleByPowerOfTen(2).longValueExact());
    }

    /** The amount in units, always with two decimals. */
    public BigDecimal amount() {
        return BigDecimal.valueOf(cents, 2);
    }

    /** This and the other together, exactly. */
    public Money plus(Money other) {
        return ofCents(Math.addExact(cents, other.cents));
    }

    /** This less the other, exactly. */
    public Money minus(Money other) {
        return ofCents(Math.subtractExact(cents, other.cents));
    }

    /** Below zero. */
    public boolean isNegative() {
        return cents < 0;
    }

    /** Exactly zero. */
    public boolean isZero() {
        return cents == 0;
    }

    /** Above zero. */
    public boolean isPositive() {
        return cents > 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(cents, other.cents);
    }

    /** Plain decimal with two decimals, such as {@code -298.53}. */
    @Override
    public String toString() {
        return amount().toPlainString();
    }
}
