package io.monthclose.money;

import java.math.BigDecimal;

/**
 * A price per 1,000 calls in units of the book's currency, from 0 to 1,000,000,000 (both included), with at most 5
 * decimals (rules, "Catalogue"). It is charged per call: nothing is rounded up to a thousand (rules, "Price").
 *
 * @param perThousand the price of 1,000 calls, without trailing zeros
 */
public record UnitPrice(BigDecimal perThousand) {
    /** The greatest price per thousand that is accepted. */
    public static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

    /** The decimals that a price may have. */
    public static final int MOST_DECIMALS = 5;

    /** Free of charge, as in beta. */
    public static final UnitPrice ZERO = new UnitPrice(BigDecimal.ZERO);

    /**
     * The price, exactly.
     *
     * @throws IllegalArgumentException if it is negative, above the bound or has too many decimals
     */
    public UnitPrice {
        if (perThousand.signum() < 0 || perThousand.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("a price per thousand is 0 to " + MOST.toPlainString());
        }
        BigDecimal stripped = perThousand.stripTrailingZeros();
        if (stripped.scale() > MOST_DECIMALS) {
            throw new IllegalArgumentException("a price has at most " + MOST_DECIMALS + " decimals");
        }
        perThousand = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /**
     * What so many calls cost, exactly.
     *
     * @param calls 0 or more
     */
    public ExactAmount times(long calls) {
        if (calls < 0) {
            throw new IllegalArgumentException("calls below 0");
        }
        return new ExactAmount(perThousand.multiply(BigDecimal.valueOf(calls)).scaleByPowerOfTen(-3));
    }

    /** Plain decimal without trailing zeros, such as {@code 2.5}. */
    @Override
    public String toString() {
        return perThousand.toPlainString();
    }
}
