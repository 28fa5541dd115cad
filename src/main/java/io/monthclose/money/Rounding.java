package io.monthclose.money;

import java.math.RoundingMode;

/** The one place that rounds (rules, "Price": once per bill; "Settling" 3: once per freeze). */
public final class Rounding {
    private Rounding() {}

    /**
     * Rounds half up to 0.01: 0.005 becomes 0.01, 0.00499999 becomes 0.00. A tie below zero goes away from zero.
     *
     * @throws ArithmeticException if the amount is beyond {@link Money}
     */
    public static Money halfUpToCent(ExactAmount amount) {
        return Money.of(amount.value().setScale(2, RoundingMode.HALF_UP));
    }
}
