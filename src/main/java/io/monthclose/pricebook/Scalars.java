package io.monthclose.pricebook;

import io.monthclose.account.IdFormat;
import io.monthclose.period.InstantText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Single values, read from their text and never through YAML's own numbers: {@code 010} is no octal here and
 * {@code 2.5} no floating point. What is faulty is told and comes back as null, what is absent as null alone.
 */
final class Scalars {
    /** The greatest count of calls that a price book may name. */
    static final long MOST_CALLS = 999_999_999_999_999L;

    private static final int LONGEST_TEXT = 200;
    private static final int CURRENCY_DECIMALS = 2;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,14}");
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?");

    private final BookFaults faults;
    private final Nodes nodes;

    Scalars(BookFaults faults, Nodes nodes) {
        this.faults = faults;
        this.nodes = nodes;
    }

    /** A text for people. */
    @Nullable
    String text(@Nullable Node node, String what) {
        return read(
                node,
                what,
                "1 to " + LONGEST_TEXT + " characters",
                scalar -> Optional.of(scalar.getValue())
                        .filter(text -> text.codePointCount(0, text.length()) <= LONGEST_TEXT));
    }

    /** A code or a name of the form of ids. */
    @Nullable
    String id(@Nullable Node node, String what) {
        return read(
                node,
                what,
                "1 to 64 of A-Z a-z 0-9 . _ : -",
                scalar -> Optional.of(scalar.getValue()).filter(IdFormat::isValid));
    }

    /** A whole number without quotes, both bounds included. */
    @Nullable
    Long wholeNumber(@Nullable Node node, String what, long least, long most) {
        return read(
                node,
                what,
                "a whole number from " + least + " to " + most,
                scalar -> unquoted(scalar)
                        .filter(text -> WHOLE_NUMBER.matcher(text).matches())
                        .map(Long::valueOf)
                        .filter(number -> number >= least && number <= most));
    }

    /** A decimal number without quotes, from 0 to {@code most}, both included. */
    @Nullable
    BigDecimal decimal(@Nullable Node node, String what, BigDecimal most, int mostDecimals) {
        String expected = "a number from 0 to " + most.toPlainString() + " with at most " + mostDecimals + " decimals";
        return read(
                node,
                what,
                expected,
                scalar -> unquoted(scalar)
                        .filter(text -> DECIMAL.matcher(text).matches())
                        .map(BigDecimal::new)
                        .filter(number -> number.scale() <= mostDecimals && number.compareTo(most) <= 0));
    }

    /** {@code true} or {@code false}, without quotes. */
    @Nullable
    Boolean trueOrFalse(@Nullable Node node, String what) {
        return read(
                node,
                what,
                "true or false",
                scalar -> unquoted(scalar)
                        .filter(text -> text.equals("true") || text.equals("false"))
                        .map("true"::equals));
    }

    /** One of the constants, written in lower case with hyphens. */
    <E extends Enum<E>> @Nullable E choice(@Nullable Node node, String what, E[] constants) {
        String all = Arrays.stream(constants).map(Scalars::written).collect(Collectors.joining(" or "));
        return read(
                node,
                what,
                all,
                scalar -> Arrays.stream(constants)
                        .filter(constant -> written(constant).equals(scalar.getValue()))
                        .findFirst());
    }

    /** An instant with its offset. */
    @Nullable
    Instant instant(@Nullable Node node, String what) {
        return read(
                node,
                what,
                "an instant like 2022-09-01T00:00:00+08:00",
                scalar -> InstantText.parse(scalar.getValue()));
    }

    /** The ISO 4217 code of a currency with two decimals. */
    @Nullable
    String currency(@Nullable Node node, String what) {
        return read(
                node,
                what,
                "the code of a currency with two decimals, like CNY",
                scalar -> Currency.getAvailableCurrencies().stream()
                        .filter(currency -> currency.getDefaultFractionDigits() == CURRENCY_DECIMALS)
                        .map(Currency::getCurrencyCode)
                        .filter(scalar.getValue()::equals)
                        .findFirst());
    }

    /** A fixed offset or the id of a region. */
    @Nullable
    ZoneId zone(@Nullable Node node, String what) {
        return read(
                node,
                what,
                "an offset like +08:00 or a region like Asia/Shanghai",
                scalar -> Zones.parse(scalar.getValue()));
    }

    private <T> @Nullable T read(
            @Nullable Node node, String what, String expected, Function<ScalarNode, Optional<T>> reading) {
        ScalarNode scalar = nodes.scalar(node, what);
        if (scalar == null) {
            return null;
        }
        Optional<T> value = reading.apply(scalar);
        if (value.isEmpty()) {
            faults.at(scalar, what + " is " + expected + ", not " + BookFaults.quoted(scalar.getValue()));
        }
        return value.orElse(null);
    }

    private static Optional<String> unquoted(ScalarNode scalar) {
        return Optional.of(scalar).filter(ScalarNode::isPlain).map(ScalarNode::getValue);
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
