package io.monthclose.reference;

import io.monthclose.reference.ChainRow.Fields;
import io.monthclose.reference.ChainRow.RawLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;

/** Rows that have to be rejected, made from good ones; some break several rules at once. */
final class BadRows {
    private static final int RECORD_ID = 0;
    private static final int ACCOUNT_ID = 1;
    private static final int API = 2;
    private static final int CALLS = 3;
    private static final int OCCURRED_AT = 4;

    private static final List<String> BAD_IDS = List.of(
            "",
            " r1",
            "r1 ",
            "r/1",
            "r,1",
            "r\"1",
            "r\t1",
            "ｒ1",
            "编号1",
            "r\u00001",
            "r\u001F",
            "r\u007F",
            "r\r1",
            "😀",
            "r\u0085",
            "\uFEFFr",
            "r\\x41",
            "x".repeat(65));
    private static final List<String> BAD_TIMES = List.of(
            "",
            "2022-09-05",
            "2022-09-05T00:00:00",
            "2022-09-05 00:00:00Z",
            "2022-09-05T00:00:60Z",
            "2022-09-05T24:00:00Z",
            "2022-02-30T00:00:00Z",
            "2022-09-31T00:00Z",
            "2022-13-01T00:00Z",
            "2022-09-05T00:00:00.Z",
            "2022-09-05T00:00:00.1234567890Z",
            "2022-09-05T00:00:00,5Z",
            "2022-09-05t00:00:00Z",
            "2022-09-05T00:00:00z",
            "2022-09-05T00:00:00+8",
            "2022-09-05T00:00:00+0800",
            "2022-09-05T00:00:00+18:01",
            "2022-09-05T00:00:00+19:00",
            "2022-09-05T00:00:00+08:60",
            "2022-09-05T00:00:00+08:00:00",
            "2022-9-5T00:00:00Z",
            "+2022-09-05T00:00:00Z",
            " 2022-09-05T00:00:00Z",
            "2022-09-05T00:00:00Z ",
            "２022-09-05T00:00:00Z",
            "2022-09-05T00Z",
            "1662336000");
    private static final List<String> BAD_CALLS = List.of(
            "",
            "-1",
            "+1",
            "1.0",
            "1e3",
            " 1",
            "1 ",
            "1_000",
            "1,000",
            "1000000000000000",
            "0000000000000001",
            "１",
            "٣",
            "0x1",
            "NaN");
    private static final List<String> UNKNOWN_APIS =
            List.of("", "detectproduct", "DETECTPRODUCT", "DetectProduct ", "Nothing", "商品识别", "Crop|Image", "x y");
    private static final List<String> NOT_UTF_8 =
            List.of("FF", "C328", "E4B8", "EDA080", "C0AF", "F0808080", "F4908080", "80", "E4C3A9", "FE41FF");

    private final Dice dice;
    private final Catalogue catalogue;
    private final YearMonth month;
    private final RowSpelling spelling;

    BadRows(Dice dice, Catalogue catalogue, YearMonth month) {
        this.dice = dice;
        this.catalogue = catalogue;
        this.month = month;
        this.spelling = new RowSpelling(dice);
    }

    ChainRow of(Fields good) {
        if (dice.oneIn(3)) {
            return brokenLine(String.join(",", good.values()));
        }
        Fields broken = good;
        for (int faults = dice.pick(1, 1, 1, 2, 3); faults > 0; faults--) {
            broken = broken(broken);
        }
        return broken;
    }

    private Fields broken(Fields row) {
        return switch (dice.below(8)) {
            case 0 -> row.with(RECORD_ID, dice.pick(BAD_IDS));
            case 1 -> row.with(ACCOUNT_ID, dice.pick(BAD_IDS));
            case 2 -> row.with(OCCURRED_AT, dice.pick(BAD_TIMES));
            case 3 -> row.with(CALLS, dice.pick(BAD_CALLS));
            case 4 -> row.with(API, dice.pick(UNKNOWN_APIS));
            case 5 -> row.with(ACCOUNT_ID, dice.pick("nobody", "A", "x".repeat(64)));
            case 6 -> row.with(OCCURRED_AT, spelling.instant(beforeMonth()));
            default -> row.with(OCCURRED_AT, spelling.instant(afterMonth()));
        };
    }

    private Instant beforeMonth() {
        Instant start = catalogue.startOf(month);
        return dice.pick(
                start.minusNanos(1),
                dice.within(start.minus(Duration.ofDays(70)), start),
                start.minusSeconds(1_000_000_000L));
    }

    private Instant afterMonth() {
        Instant end = catalogue.endOf(month);
        return dice.pick(end, end.plusNanos(1), dice.within(end, end.plus(Duration.ofDays(40))));
    }

    private ChainRow brokenLine(String good) {
        return switch (dice.below(12)) {
            case 0 -> RawLine.of("");
            case 1 ->
                RawLine.of(dice.pick(" ", ",", "\"\"", ",,,,", ",,,,,", "\t", "#" + good, "\"", "\"\"\"", "a\rb"));
            case 2 -> RawLine.of(good + ",");
            case 3 -> RawLine.of(good.substring(0, good.lastIndexOf(',')));
            case 4 -> RawLine.of("\"" + good);
            case 5 -> RawLine.of(good + ",\"open");
            case 6 -> RawLine.of(good.replaceFirst(",", "\","));
            case 7 -> RawLine.of("\"a\"b," + good);
            case 8 -> RawLine.of(good.replaceFirst(",", " \"quoted\","));
            case 9 -> notUtf8(good);
            case 10 -> RawLine.of(good.replace(",", ";"));
            default -> longLine(good);
        };
    }

    private RawLine notUtf8(String good) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = dice.from(0, good.length());
        bytes.writeBytes(good.substring(0, at).getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(HexFormat.of().parseHex(dice.pick(NOT_UTF_8)));
        bytes.writeBytes(good.substring(at).getBytes(StandardCharsets.UTF_8));
        return new RawLine(bytes.toByteArray());
    }

    /** A line around the 4,096 bytes that a reject keeps, or, seldom, around the longest line that is read at all. */
    private RawLine longLine(String good) {
        int length = dice.oneIn(25) ? CsvRow.LONGEST_LINE + dice.below(3) : 4_090 + dice.below(12);
        String filling = dice.oneIn(2) ? "x" : "识";
        int bytesEach = filling.getBytes(StandardCharsets.UTF_8).length;
        int missing = Math.max(0, length - good.length());
        return RawLine.of("y".repeat(missing % bytesEach) + filling.repeat(missing / bytesEach) + good);
    }
}
