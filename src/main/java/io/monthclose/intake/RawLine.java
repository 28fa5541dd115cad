package io.monthclose.intake;

import io.monthclose.usage.UsageRecord;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;

/**
 * Rebuilds the line of a kept row. Nearly every line is plain: unquoted, calls without leading zeros, the instant in a regular
 * form. Of such a line only the form of its instant is kept (offset, seconds, digits of the fraction); any other keeps its text.
 */
public final class RawLine {
    /** Makes every form greater than 0: 18 hours, the widest offset, and one. */
    private static final int OFFSET_BASE_MINUTES = 18 * 60 + 1;

    /** The part of a form that says Z. */
    static final int UTC = (1 << 5) | (OFFSET_BASE_MINUTES << 6);

    private RawLine() {}

    /** The row to keep: with the form of its instant where the line can be rebuilt, with its text where not. */
    static KeptRow kept(String account, UsageRecord record, RowText.Row.Fields row, int[] positions, LineCursor line) {
        String[] fields = row.values();
        String time = fields[positions[4]];
        int form = timeForm(time);
        boolean rebuilt = !row.quoted()
                && fields[positions[3]].equals(Long.toString(record.calls()))
                && time.equals(time(record, form));
        return rebuilt
                ? new KeptRow(account, record, form, null)
                : new KeptRow(account, record, 0, new String(line.bytes(), StandardCharsets.UTF_8));
    }

    /** The line's bytes as they were read, without its end. */
    public static byte[] bytes(KeptRow row, Header header) {
        String raw = row.raw();
        return (raw == null ? rebuilt(row, header) : raw).getBytes(StandardCharsets.UTF_8);
    }

    private static String rebuilt(KeptRow row, Header header) {
        UsageRecord record = row.record();
        return header.columns().stream()
                .map(column -> switch (column) {
                    case "record_id" -> record.recordId();
                    case "account_id" -> row.account();
                    case "api" -> record.api();
                    case "calls" -> Long.toString(record.calls());
                    default -> time(record, row.timeForm());
                })
                .collect(Collectors.joining(","));
    }

    /** Bits 0-3: digits of the fraction; bit 4: seconds are there; bit 5: Z; bits 6 and up: offset in minutes + 1081. */
    private static int timeForm(String text) {
        int zoneAt = text.endsWith("Z") ? text.length() - 1 : text.length() - 6;
        int digits = zoneAt > 20 ? zoneAt - 20 : 0;
        int form = form(digits, zoneAt >= 19);
        if (text.endsWith("Z")) {
            return form | UTC;
        }
        int minutes = number(text, zoneAt + 1) * 60 + number(text, zoneAt + 4);
        int signed = text.charAt(zoneAt) == '-' ? -minutes : minutes;
        return form | offset(signed);
    }

    /** The part of a form that says how fine the instant is written. */
    static int form(int fractionDigits, boolean seconds) {
        return fractionDigits | (seconds ? 1 << 4 : 0);
    }

    /** The part of a form that says {@code ±hh:mm}. */
    static int offset(int minutes) {
        return (minutes + OFFSET_BASE_MINUTES) << 6;
    }

    private static int number(String text, int at) {
        return (text.charAt(at) - '0') * 10 + (text.charAt(at + 1) - '0');
    }

    private static String time(UsageRecord record, int form) {
        int minutes = (form >> 6) - OFFSET_BASE_MINUTES;
        LocalDateTime local = LocalDateTime.ofEpochSecond(
                record.occurredAt().getEpochSecond(),
                record.occurredAt().getNano(),
                ZoneOffset.ofTotalSeconds(minutes * 60));
        StringBuilder text = new StringBuilder(35);
        padded(text, local.getYear(), 4).append('-');
        padded(text, local.getMonthValue(), 2).append('-');
        padded(text, local.getDayOfMonth(), 2).append('T');
        padded(text, local.getHour(), 2).append(':');
        padded(text, local.getMinute(), 2);
        if ((form & (1 << 4)) != 0) {
            padded(text.append(':'), local.getSecond(), 2);
        }
        int digits = form & 15;
        if (digits > 0) {
            StringBuilder fraction = padded(new StringBuilder(9), local.getNano(), 9);
            text.append('.').append(fraction, 0, digits);
        }
        return offset(text, form, minutes);
    }

    private static String offset(StringBuilder text, int form, int minutes) {
        if ((form & (1 << 5)) != 0) {
            return text.append('Z').toString();
        }
        text.append(minutes < 0 ? '-' : '+');
        padded(text, Math.abs(minutes) / 60, 2).append(':');
        return padded(text, Math.abs(minutes) % 60, 2).toString();
    }

    private static StringBuilder padded(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        text.repeat('0', width - digits.length());
        return text.append(digits);
    }
}
