package io.monthclose.money;

import java.math.BigDecimal;

/**
 * A calculation amount in units of the book's currency, exact and of either sign: a bill line, their sum, a rounding
 * difference, an estimate before it is rounded. Calls times a price per thousand need 8 decimals, a percentage of
 * that 4 more; up to 12 are kept and anything finer is refused. Equal values are equal, however they were written:
 * trailing zeros are dropped.
 *
 * @param value the amount, without trailing zeros and without exponent
 */
public record ExactAmount(BigDecimal value) implements Comparable<ExactAmount> {
    /** Nothing. */
    public static final ExactAmount ZERO = new ExactAmount(BigDecimal.ZERO);

    private static final int MOST_DECIMALS = 12;
    private static final int MOST_INTEGER_DIGITS = 30;

    /**
     * The amount, exactly.
     *
     * @throws ArithmeticException if it has more than 12 decimals or more than 30 digits before the point
     */
    public ExactAmount {
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.scale() > MOST_DECIMALS) {
            throw new ArithmeticException("more than " + MOST_DECIMALS + " decimals");
        }
        if ((long) stripped.precision() - stripped.scale() > MOST_INTEGER_DIGITS) {
            throw new ArithmeticException("more than " + MOST_INTEGER_DIGITS + " digits before the point");
        }
        value = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** A settled amount as a calculation amount. */
    public static ExactAmount of(Money money) {
        return new ExactAmount(money.amount());
    }

    /** This and the other together, exactly. */
    public ExactAmount plus(ExactAmount other) {
        return new ExactAmount(value.add(other.value));
    }

    /** This less the other, exactly. */
    public ExactAmount minus(ExactAmount other) {
        return new ExactAmount(value.subtract(other.value));
    }

    /** So many per cent of this, exactly: {@code 100} leaves it as it is. */
    public ExactAmount timesPercent(BigDecimal percent) {
        return new ExactAmount(value.multiply(percent).scaleByPowerOfTen(-2));
    }

    @Override
    public int compareTo(ExactAmount other) {
        return value.compareTo(other.value);
    }

    /** Plain decimal without trailing zeros and without exponent, such as {@code 2499.9975}. */
    @Override
    public String toString() {
        return value.toPlainString();
    }
}
