package io.monthclose.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Lines of usage from a seed: plain ones, ones at every edge, and ones that were spoiled at random. */
final class RandomLines {
    private static final List<String> OTHER_ACCOUNTS = List.of("A0002", "A000", "A00011", "a0001", "B-33", "");
    private static final List<String> OTHER_APIS = List.of("Crop", "CropImages", "DetectProduct1", "");
    private static final List<String> CALLS = List.of(
            "0",
            "1",
            "9",
            "00",
            "007",
            "999999999999999",
            "000000000000000",
            "1000000000000000",
            "",
            "-1",
            "+1",
            " 1",
            "1 ",
            "1.0",
            "1e3",
            "１");
    private static final List<String> ZONES = List.of(
            "+00:00", "-00:00", "+00:01", "-00:01", "+18:00", "-18:00", "+18:01", "-18:01", "+17:59", "+05:45",
            "-03:30", "+19:00", "+08:60", "+8:00", "+0800", "+08", "z", "", "+08:00 ", "Z+08:00");
    private static final List<String> YEARS =
            List.of("2021", "2023", "0000", "9999", "-2022", "02022", "+2022", "1582");
    private static final List<String> TEXTS = List.of(
            "\"",
            "\"\"",
            "\r",
            "\uFEFF",
            "商",
            "é",
            ",",
            "\n",
            " ",
            "\t",
            "\u0000",
            "'",
            "#",
            "\\",
            ";",
            "x".repeat(300));

    private final Random random;
    private final List<String> columns;
    private int number;

    RandomLines(long seed, Header header) {
        this.random = new Random(seed);
        this.columns = header.columns();
        this.number = random.nextInt(1_000_000);
    }

    /** So many lines, each with an end but perhaps the last. */
    byte[] lines(int count) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            lines.writeBytes(spoiled(line()));
            lines.writeBytes((oneIn(5) ? "\r\n" : "\n").getBytes(StandardCharsets.US_ASCII));
        }
        lines.writeBytes(oneIn(2) ? new byte[0] : spoiled(line()));
        return lines.toByteArray();
    }

    private byte[] line() {
        StringBuilder line = new StringBuilder();
        for (String column : columns) {
            String field = switch (column) {
                case "record_id" -> recordId();
                case "account_id" -> oneIn(8) ? oneOf(OTHER_ACCOUNTS) : oneIn(2) ? "A0001" : "B-3";
                case "api" -> oneIn(10) ? oneOf(OTHER_APIS) : oneIn(2) ? "CropImage" : "DetectProduct";
                case "calls" -> oneIn(6) ? oneOf(CALLS) : Long.toString(random.nextLong(1L << random.nextInt(1, 50)));
                default -> time();
            };
            line.append(line.isEmpty() ? "" : ",").append(oneIn(60) ? '"' + field + '"' : field);
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String recordId() {
        number += random.nextInt(3);
        return switch (random.nextInt(12)) {
            case 0 -> Integer.toHexString(random.nextInt());
            case 1 -> "x".repeat(62 + random.nextInt(5));
            case 2 -> "r" + "0".repeat(random.nextInt(25)) + number;
            case 3 -> Integer.toString(number);
            case 4 -> "-:._" + (number & 1);
            case 5 -> "9".repeat(1 + random.nextInt(20));
            default -> String.format(Locale.ROOT, "rec-%09d", number);
        };
    }

    private String time() {
        String year = oneIn(40) ? oneOf(YEARS) : "2022";
        boolean edge = oneIn(3);
        int month = oneIn(30) ? random.nextInt(15) : edge ? 8 + random.nextInt(3) : 9;
        int day = oneIn(30)
                ? random.nextInt(33)
                : edge ? (random.nextBoolean() ? 1 : 30 + random.nextInt(2)) : 1 + random.nextInt(30);
        int hour = oneIn(30) ? random.nextInt(26) : edge ? 5 * random.nextInt(5) + 3 : random.nextInt(24);
        StringBuilder time = new StringBuilder(String.format(
                Locale.ROOT, "%s-%02d-%02d%s%02d:%02d", year, month, day, oneIn(50) ? " " : "T", hour, minute()));
        if (!oneIn(6)) {
            time.append(':').append(String.format(Locale.ROOT, "%02d", minute()));
            int digits = oneIn(3) ? random.nextInt(11) : -1;
            if (digits >= 0) {
                time.append('.');
                random.ints(digits, 0, oneIn(2) ? 10 : 1).forEach(time::append);
            }
        }
        return time.append(zone()).toString();
    }

    private int minute() {
        return oneIn(40) ? random.nextInt(100) : oneIn(4) ? 59 * random.nextInt(2) : random.nextInt(60);
    }

    private String zone() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> "Z";
            case 2 -> oneOf(ZONES);
            case 3 ->
                String.format(Locale.ROOT, "%s%02d:%02d", oneIn(2) ? "+" : "-", random.nextInt(19), random.nextInt(60));
            default -> "+08:00";
        };
    }

    /** One line in four has a byte changed, left out or put in, or a text put in. */
    private byte[] spoiled(byte[] line) {
        if (!oneIn(4)) {
            return line;
        }
        int at = random.nextInt(line.length + 1);
        int until = Math.min(line.length, at + random.nextInt(3));
        byte[] put = oneIn(2)
                ? oneOf(TEXTS).getBytes(StandardCharsets.UTF_8)
                : new byte[] {(byte) (oneIn(2) ? ' ' + random.nextInt(95) : random.nextInt(256))};
        ByteArrayOutputStream spoiled = new ByteArrayOutputStream();
        spoiled.write(line, 0, at);
        spoiled.writeBytes(oneIn(4) ? new byte[0] : put);
        spoiled.write(line, until, line.length - until);
        return spoiled.toByteArray();
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    private String oneOf(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
