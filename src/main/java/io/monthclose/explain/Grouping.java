package io.monthclose.explain;

/** Digits in groups of three, as people read them: {@code 1234567.8901} as {@code 1,234,567.8901}. */
public final class Grouping {
    private Grouping() {}

    /**
     * The number with its digits before the point in groups.
     *
     * @param number whose text is a plain decimal
     */
    public static String of(Object number) {
        String plain = number.toString();
        int from = plain.startsWith("-") ? 1 : 0;
        int point = plain.indexOf('.');
        StringBuilder text = new StringBuilder(plain);
        for (int at = (point < 0 ? plain.length() : point) - 3; at > from; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }
}
