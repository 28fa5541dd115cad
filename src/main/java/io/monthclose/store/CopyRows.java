package io.monthclose.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Rows in the form of PostgreSQL's {@code COPY … (FORMAT BINARY)}. The server checks each value against its column: Integer is
 * {@code INTEGER}, Long {@code BIGINT}, BigDecimal {@code NUMERIC}, String any text, Boolean, LocalDate {@code DATE}, byte[]
 * {@code BYTEA}.
 */
final class CopyRows {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int MOST_HELD_BYTES = 1 << 20;
    private static final short END = -1;
    private static final int NULL = -1;
    private static final LocalDate DAY_0 = LocalDate.of(2000, 1, 1);
    private static final int DECIMALS_A_DIGIT = 4;
    private static final BigInteger BASE = BigInteger.valueOf(10_000);
    private static final int NEGATIVE = 0x4000;

    private ByteBuffer rows = ByteBuffer.allocate(1 << 16).put(HEADER);

    private void add(@Nullable Object[] row) {
        room(2).putShort((short) row.length);
        for (Object value : row) {
            add(value);
        }
    }

    /** Adds a row, and sends what there is when it has become much. */
    void add(@Nullable Object[] row, CopyIn copy) throws SQLException {
        add(row);
        if (rows.position() > MOST_HELD_BYTES) {
            send(copy);
        }
    }

    /** Sends what is left, and the end. */
    void end(CopyIn copy) throws SQLException {
        room(2).putShort(END);
        send(copy);
    }

    private void send(CopyIn copy) throws SQLException {
        copy.writeToCopy(rows.array(), 0, rows.position());
        rows.clear();
    }

    private void add(@Nullable Object value) {
        switch (value) {
            case null -> room(4).putInt(NULL);
            case String text -> bytes(text.getBytes(StandardCharsets.UTF_8));
            case Long number -> room(12).putInt(8).putLong(number);
            case Integer number -> room(8).putInt(4).putInt(number);
            case BigDecimal number -> numeric(number);
            case Boolean truth -> room(5).putInt(1).put((byte) (truth ? 1 : 0));
            case LocalDate date -> room(8).putInt(4).putInt((int) ChronoUnit.DAYS.between(DAY_0, date));
            case byte[] bytes -> bytes(bytes);
            default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
        }
    }

    private void bytes(byte[] bytes) {
        room(4 + bytes.length).putInt(bytes.length).put(bytes);
    }

    /** Digits of base 10,000, the most significant first; {@code weight} is the first one's power. */
    private void numeric(BigDecimal number) {
        int scale = Math.max(0, number.scale());
        int fraction = (scale + DECIMALS_A_DIGIT - 1) / DECIMALS_A_DIGIT;
        BigInteger unscaled = number.abs().setScale(fraction * DECIMALS_A_DIGIT).unscaledValue();
        short[] digits = unscaled.bitLength() < Long.SIZE ? digits(unscaled.longValue()) : digits(unscaled);
        room(12 + 2 * digits.length)
                .putInt(8 + 2 * digits.length)
                .putShort((short) digits.length)
                .putShort((short) (digits.length - fraction - 1))
                .putShort((short) (number.signum() < 0 ? NEGATIVE : 0))
                .putShort((short) scale);
        for (short digit : digits) {
            rows.putShort(digit);
        }
    }

    private static short[] digits(long number) {
        int count = 0;
        for (long rest = number; rest > 0; rest /= 10_000) {
            count++;
        }
        short[] digits = new short[count];
        for (long rest = number; rest > 0; rest /= 10_000) {
            count--;
            digits[count] = (short) (rest % 10_000);
        }
        return digits;
    }

    private static short[] digits(BigInteger number) {
        int count = 0;
        for (BigInteger rest = number; rest.signum() > 0; rest = rest.divide(BASE)) {
            count++;
        }
        short[] digits = new short[count];
        for (BigInteger rest = number; rest.signum() > 0; rest = rest.divide(BASE)) {
            count--;
            digits[count] = rest.mod(BASE).shortValue();
        }
        return digits;
    }

    private ByteBuffer room(int bytes) {
        if (rows.remaining() < bytes) {
            int more = Math.max(rows.capacity() * 2, rows.position() + bytes);
            rows = ByteBuffer.allocate(more).put(rows.flip());
        }
        return rows;
    }
}
