package io.monthclose.export;

import com.samskivert.mustache.Escapers;
import io.monthclose.explain.Grouping;
import java.util.regex.Pattern;

/** How figures and foreign text are written on the page. Nothing here depends on a locale. */
final class ReportText {
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");
    /** Escaped text that a spreadsheet would take for a formula when the cell is copied there. */
    private static final Pattern FORMULA = Pattern.compile("(?:&#x3D;|[+\\-@＝＋－＠]).*", Pattern.DOTALL);

    private static final int SHORT_HASH = 12;

    private ReportText() {}

    /** Counts with their digits grouped, everything else as it is. */
    static String format(Object value) {
        return value instanceof Number ? grouped(value.toString()) : value.toString();
    }

    /** {@code -1234567.8901} as {@code -1,234,567.8901}; what is no amount stays as it is. */
    static String grouped(String amount) {
        return AMOUNT.matcher(amount).matches() ? Grouping.of(amount) : amount;
    }

    /** A grouped amount whose digits behind the point stand below those of the line above. */
    static String aligned(String amount) {
        String written = grouped(amount);
        int point = written.indexOf('.');
        int end = point < 0 ? written.length() : point;
        return written.substring(0, end) + "<span class=\"fraction\">" + written.substring(end) + "</span>";
    }

    /** Escaped text of customers and operators: its direction ends with it, and a formula is shown as text. */
    static String outside(String escaped) {
        String guard = FORMULA.matcher(escaped).matches() ? "'" : "";
        return "<bdi>" + guard + escaped + "</bdi>";
    }

    static String shortened(String hash) {
        return hash.length() <= SHORT_HASH ? hash : hash.substring(0, SHORT_HASH) + "…";
    }

    /** Safe as HTML text and in quoted attributes, with controls made visible. */
    static String escape(String text) {
        return Escapers.HTML.escape(visible(text));
    }

    private static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isControl(point)) {
                out.append("⟨U+%04X⟩".formatted(point));
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    /** Controls, halves of surrogate pairs, line separators, marks that embed or override a direction, and what is no character. */
    private static boolean isControl(int point) {
        return Character.isISOControl(point)
                || Character.getType(point) == Character.SURROGATE
                || (point >= 0x2028 && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069)
                || (point & 0xFFFE) == 0xFFFE;
    }
}
