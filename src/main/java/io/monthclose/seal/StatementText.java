package io.monthclose.seal;

import java.util.HexFormat;

/** How statements write what comes from outside: on one line, and so that it can be told from everything else. */
public final class StatementText {
    /** Stands where a hash of something before would, and there is nothing before. */
    public static final String NOTHING_BEFORE = "0".repeat(64);

    private static final HexFormat HEX = HexFormat.of();

    private StatementText() {}

    /** The text with backslashes doubled and control characters as {@code \xNN}. */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        append(escaped, text);
        return escaped.toString();
    }

    static void append(StringBuilder to, String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '\\' || c == 0x7F) {
                to.append(text, from, i);
                from = i + 1;
                if (c == '\\') {
                    to.append("\\\\");
                } else {
                    to.append("\\x").append(HEX.toHexDigits((byte) c));
                }
            }
        }
        to.append(text, from, text.length());
    }
}
