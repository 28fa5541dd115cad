package io.monthclose.problem;

import java.util.regex.Pattern;

/**
 * Text from outside, such as the name of a file or a field of a row, as one line that a terminal shows as it is: a line end
 * becomes a blank; any other control character, one that turns the direction of writing or is not to be seen, and half a
 * character become {@code ?}.
 */
public final class OneLine {
    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");
    private static final Pattern NOT_SHOWN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private OneLine() {}

    /** The text in one line, without blanks around it. */
    public static String of(String text) {
        String line = LINE_END.matcher(text.strip()).replaceAll(" ");
        return NOT_SHOWN.matcher(line).replaceAll("?");
    }
}
