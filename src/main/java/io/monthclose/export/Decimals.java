package io.monthclose.export;

import java.math.BigDecimal;

/** Amounts as the documents write them: plain decimals without exponent. */
final class Decimals {
    private Decimals() {}

    /** Money, with its 2 decimals. */
    static String money(BigDecimal amount) {
        return amount.setScale(2).toPlainString();
    }

    /** An exact amount or a price, without trailing zeros. */
    static String exact(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
