package io.monthclose.account;

/**
 * What an id looks like: 1 to 64 characters of {@code A-Z a-z 0-9 . _ : -} (contract, "Input folder"). All are ASCII,
 * so that the order of {@link String} is the order of the UTF-8 bytes, which the rules ask for. Called per usage row,
 * hence by hand.
 */
public final class IdFormat {
    /** The longest id. */
    public static final int MOST_CHARACTERS = 64;

    private IdFormat() {}

    /** Whether the text is an id. */
    public static boolean isValid(String text) {
        int length = text.length();
        if (length == 0 || length > MOST_CHARACTERS) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isAllowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == ':'
                || c == '-';
    }
}
