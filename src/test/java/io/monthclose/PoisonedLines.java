package io.monthclose;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines too long to be kept as files, made on the spot, each with its verdict. They lie in a file of their own between two good lines. */
public final class PoisonedLines {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final int READ_AT_ONCE = 256 * KIB;
    private static final String TIME = ",2022-09-15T12:00:00+08:00";

    private PoisonedLines() {}

    /**
     * One line.
     *
     * @param name what it holds
     * @param bytes without its end
     * @param verdict by the rules
     */
    public record Line(String name, byte[] bytes, String verdict) {
        private static Line of(String name, String text, String verdict) {
            return new Line(name, text.getBytes(StandardCharsets.UTF_8), verdict);
        }

        /** The file: the header, a good line, the line, a good line. */
        public byte[] file() {
            ByteArrayOutputStream file = new ByteArrayOutputStream(bytes.length + KIB);
            file.writeBytes(
                    ("record_id,account_id,api,calls,occurred_at\n" + good("before")).getBytes(StandardCharsets.UTF_8));
            file.writeBytes(bytes);
            file.writeBytes(("\n" + good("after")).getBytes(StandardCharsets.UTF_8));
            return file.toByteArray();
        }

        private String good(String id) {
            return name + "." + id + ",A0001,CropImage,5" + TIME + "\n";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All lines. */
    public static List<Line> all() {
        return List.of(
                Line.of("record-id-of-64-kib", "x".repeat(64 * KIB) + ",A0001,CropImage,5" + TIME, "MALFORMED"),
                Line.of("account-of-64-kib", "r," + "x".repeat(64 * KIB) + ",CropImage,5" + TIME, "MALFORMED"),
                Line.of("api-of-64-kib", "r,A0001," + "x".repeat(64 * KIB) + ",5" + TIME, "UNKNOWN_API"),
                Line.of("calls-of-64-kib", "r,A0001,CropImage," + "0".repeat(64 * KIB) + TIME, "INVALID_CALLS"),
                Line.of("time-of-64-kib", "r,A0001,CropImage,5" + TIME + "0".repeat(64 * KIB), "INVALID_TIME"),
                Line.of(
                        "fraction-of-64-kib",
                        "r,A0001,CropImage,5,2022-09-15T12:00:00." + "0".repeat(64 * KIB) + "Z",
                        "INVALID_TIME"),
                Line.of("quoted-api-of-64-kib", "r,A0001,\"" + "\"\"".repeat(32 * KIB) + "\",5" + TIME, "UNKNOWN_API"),
                Line.of(
                        "blanks-of-64-kib-before-the-row",
                        " ".repeat(64 * KIB) + "r,A0001,CropImage,5" + TIME,
                        "MALFORMED"),
                Line.of("commas-of-64-kib", ",".repeat(64 * KIB), "MALFORMED"),
                Line.of("line-a-byte-short-of-the-buffer", padded(READ_AT_ONCE - 1), "UNKNOWN_API"),
                Line.of("line-of-the-buffer", padded(READ_AT_ONCE), "UNKNOWN_API"),
                Line.of("line-a-byte-over-the-buffer", padded(READ_AT_ONCE + 1), "UNKNOWN_API"),
                Line.of("line-of-1-mib", padded(MIB), "UNKNOWN_API"),
                Line.of("line-of-1-mib-and-a-carriage-return", padded(MIB) + "\r", "UNKNOWN_API"),
                Line.of("line-a-byte-over-1-mib", padded(MIB + 1), "MALFORMED"),
                Line.of("line-of-20-mib", padded(20 * MIB), "MALFORMED"),
                Line.of("commas-of-1-mib-and-a-quoted-field", ",".repeat(MIB - 3) + "\"a\"", "MALFORMED"),
                Line.of("quoted-fields-of-1-mib", "\"\",".repeat(MIB / 3), "MALFORMED"),
                Line.of("quotes-of-1-mib", "\"".repeat(MIB), "MALFORMED"),
                Line.of("an-odd-number-of-quotes-in-1-mib", "\"".repeat(MIB - 1), "MALFORMED"),
                Line.of(
                        "quote-left-open-before-20-mib",
                        "\"r,A0001,CropImage,5" + TIME + "x".repeat(20 * MIB),
                        "MALFORMED"),
                Line.of("carriage-returns-of-1-mib", "\r".repeat(MIB), "MALFORMED"),
                Line.of("characters-of-four-bytes-of-1-mib", "😀".repeat(MIB / 4), "MALFORMED"),
                new Line("nul-bytes-of-20-mib", new byte[20 * MIB], "MALFORMED"));
    }

    /** A row of so many bytes with an API that nobody knows. */
    private static String padded(int bytes) {
        String row = "r,A0001,,5" + TIME;
        return row.replace(",,", "," + "x".repeat(bytes - row.length()) + ",");
    }
}
