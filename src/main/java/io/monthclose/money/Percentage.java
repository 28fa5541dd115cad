package io.monthclose.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A limit in per cent of something: 0 or more, at most 4 decimals. What is compared is exact; only what is shown is rounded.
 *
 * @param percent such as 12.5
 */
public record Percentage(BigDecimal percent) {
    private static final Pattern WRITTEN = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,4})?%");
    private static final int MOST_DECIMALS = 4;
    private static final int SHOWN_DECIMALS = 2;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** A percentage as people write it, such as {@code 0.5%}; nothing when the text is none. */
    public static Optional<Percentage> parse(String text) {
        return WRITTEN.matcher(text).matches()
                ? Optional.of(new Percentage(new BigDecimal(text.substring(0, text.length() - 1))))
                : Optional.empty();
    }

    /** Whether a part, 0 or more, is more than this of the whole; exactly so much is not more. */
    public boolean isExceededBy(BigDecimal part, BigDecimal whole) {
        return part.multiply(HUNDRED).compareTo(whole.multiply(percent)) > 0;
    }

    /** How many per cent of the whole the part is, never told as less: to 4 decimals up, such as {@code 0.9601%}. */
    public static String shareOf(BigDecimal part, BigDecimal whole) {
        return plain(part.multiply(HUNDRED).divide(whole, MOST_DECIMALS, RoundingMode.UP)) + "%";
    }

    /** By how many per cent something changed, half up to 2 decimals, such as {@code -53.60%}; nothing when it was 0. */
    public static Optional<BigDecimal> change(BigDecimal before, BigDecimal now) {
        return before.signum() == 0
                ? Optional.empty()
                : Optional.of(now.subtract(before)
                        .multiply(HUNDRED)
                        .divide(before.abs(), SHOWN_DECIMALS, RoundingMode.HALF_UP));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** As it is written, such as {@code 12.5%}. */
    @Override
    public String toString() {
        return percent.toPlainString() + "%";
    }
}
