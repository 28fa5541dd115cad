package io.monthclose.period;

/** ASCII digits at a known place of a text. Called per usage row, hence by hand. */
final class Digits {
    private Digits() {}

    /**
     * The number that the characters {@code [from, until)} write, or −1 when there is none, one is not an ASCII
     * digit, or the text is too short.
     *
     * @param until at most 9 after {@code from}, so that an int holds the number
     */
    static int parse(String text, int from, int until) {
        if (until > text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < until; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
