package io.monthclose.job;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Changes a value of a column a little, at random, so that it is another one and still of its column's type. */
final class ChangedValue {
    private ChangedValue() {}

    /** Another value of a column of this JDBC type in the place of one. */
    static @Nullable Object of(@Nullable Object value, int type, Random chance) {
        if (value == null) {
            return switch (type) {
                case Types.DATE -> LocalDate.of(2022, 9, 1 + chance.nextInt(28));
                case Types.BIGINT, Types.INTEGER -> chance.nextInt(1000);
                case Types.BLOB, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> new byte[] {'x'};
                default -> "2022-07";
            };
        }
        return switch (value) {
            case Boolean truth -> !truth;
            case Integer number -> chance.nextBoolean() ? number + 1 : Math.abs(number - 1);
            case Long number -> number + (chance.nextBoolean() ? 1 : 10 + chance.nextInt(90));
            case BigDecimal number -> number.add(BigDecimal.ONE.movePointLeft(chance.nextInt(number.scale() + 1)));
            case LocalDate date -> date.plusDays(1 + chance.nextInt(40));
            case byte[] bytes -> changed(bytes, chance);
            default -> changed(value.toString(), chance);
        };
    }

    private static byte[] changed(byte[] bytes, Random chance) {
        if (bytes.length == 0) {
            return new byte[] {'x'};
        }
        byte[] changed = chance.nextInt(4) == 0 ? Arrays.copyOf(bytes, bytes.length - 1) : bytes.clone();
        if (changed.length == bytes.length) {
            changed[chance.nextInt(bytes.length)] ^= (byte) (1 << chance.nextInt(7));
        }
        return changed;
    }

    /** A digit becomes another digit, a letter another letter, anything else is left out. */
    private static String changed(String text, Random chance) {
        if (text.isEmpty()) {
            return "x";
        }
        int at = chance.nextInt(text.length());
        char old = text.charAt(at);
        String instead = "";
        if (old >= '0' && old <= '9') {
            instead = String.valueOf((char) ('0' + (old - '0' + 1 + chance.nextInt(9)) % 10));
        } else if (Character.isLetter(old)) {
            instead = old == 'q' ? "r" : "q";
        }
        return text.substring(0, at) + instead + text.substring(at + 1);
    }
}
