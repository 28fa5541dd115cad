package io.monthclose.bench.input;

import io.monthclose.period.BillingMonth;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Writes rows as bytes, without a string per field: there are tens of millions. */
final class RowText {
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final int SECONDS_A_DAY = 86_400;

    private final byte[] row = new byte[128];
    private final List<byte[]> apis;
    private final List<byte[]> days = new ArrayList<>();
    private final byte[] offset;
    private int length;

    RowText(BillingMonth month, List<String> apis) {
        this.apis = apis.stream().map(RowText::ascii).toList();
        // A day before and one after the month, for the rows that miss it.
        LocalDate dayBefore = month.firstDay().minusDays(1);
        for (int day = 0; day < month.yearMonth().lengthOfMonth() + 2; day++) {
            days.add(ascii(dayBefore.plusDays(day) + "T"));
        }
        ZoneOffset zone = month.zone().getRules().getOffset(month.start());
        this.offset = ascii(zone.equals(ZoneOffset.UTC) ? "+00:00" : zone.getId());
    }

    /** Writes the row and a line feed. */
    void write(UsageRow usage, OutputStream out) throws IOException {
        compose(usage);
        row[length++] = '\n';
        out.write(row, 0, length);
    }

    /** The row as text, without a line feed. */
    String text(UsageRow usage) {
        compose(usage);
        return new String(row, 0, length, StandardCharsets.US_ASCII);
    }

    private void compose(UsageRow usage) {
        length = 0;
        for (int shift = 28; shift >= 0; shift -= 4) {
            row[length++] = HEX[(usage.entropy() >>> shift) & 15];
        }
        digits(usage.number(), 8);
        row[length++] = ',';
        row[length++] = 'A';
        digits(usage.account(), 7);
        row[length++] = ',';
        put(apis.get(usage.api()));
        row[length++] = ',';
        put(ascii(Long.toString(usage.calls())));
        row[length++] = ',';
        instant(usage.second() + SECONDS_A_DAY);
    }

    private void instant(int second) {
        put(days.get(second / SECONDS_A_DAY));
        int ofDay = second % SECONDS_A_DAY;
        digits(ofDay / 3600, 2);
        row[length++] = ':';
        digits(ofDay / 60 % 60, 2);
        row[length++] = ':';
        digits(ofDay % 60, 2);
        put(offset);
    }

    private void digits(int number, int width) {
        int left = number;
        for (int at = length + width - 1; at >= length; at--) {
            row[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += width;
    }

    private void put(byte[] text) {
        System.arraycopy(text, 0, row, length, text.length);
        length += text.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
