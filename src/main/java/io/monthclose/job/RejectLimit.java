package io.monthclose.job;

import io.monthclose.money.Percentage;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** How many rejected lines a close may have and still charge: at most so many, or at most a share of the lines read. */
public sealed interface RejectLimit {
    /** A limit as it is written: {@code 100} or {@code 0.5%}; nothing when the text is none. */
    static Optional<RejectLimit> parse(String text) {
        return Lines.WRITTEN.matcher(text).matches()
                ? Optional.of(new Lines(Long.parseLong(text)))
                : Percentage.parse(text).map(OfLinesRead::new);
    }

    /** Whether there are more than that. */
    boolean isExceededBy(long rejected, long linesRead);

    /**
     * At most so many lines.
     *
     * @param most 0 or more
     */
    record Lines(long most) implements RejectLimit {
        private static final Pattern WRITTEN = Pattern.compile("[0-9]{1,15}");

        @Override
        public boolean isExceededBy(long rejected, long linesRead) {
            return rejected > most;
        }

        @Override
        public String toString() {
            return Long.toString(most);
        }
    }

    /**
     * At most that share of the lines read.
     *
     * @param most the share
     */
    record OfLinesRead(Percentage most) implements RejectLimit {
        @Override
        public boolean isExceededBy(long rejected, long linesRead) {
            return most.isExceededBy(BigDecimal.valueOf(rejected), BigDecimal.valueOf(linesRead));
        }

        @Override
        public String toString() {
            return most.toString();
        }
    }
}
