package io.monthclose.pricebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What must hold of any bytes that somebody calls a price book: they are one, or are refused with the contract's code and every
 * fault on a line of its own, soon. Knows nothing of a fuzzer, which calls it by name; see the profile {@code fuzz}.
 */
public final class AnyPriceBook {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Pattern LINE_ENDS = Pattern.compile("\\R");

    private AnyPriceBook() {}

    /** Reads the bytes. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        long start = System.nanoTime();
        try {
            PriceBook book = PriceBookReader.read(bytes, "price-book.yaml");
            assertThat(book.apis()).isNotEmpty();
            assertThat(PriceBookReader.read(bytes, "price-book.yaml")).isEqualTo(book);
        } catch (ProblemException refused) {
            assertThat(refused.code()).isEqualTo(ProblemCode.CONFIGURATION_REFUSED);
            assertThat(refused.getMessage()).startsWith("price book refused").doesNotContainPattern(LINE_ENDS);
            assertThat(refused.faults())
                    .doesNotHaveDuplicates()
                    .allSatisfy(fault ->
                            assertThat(fault).startsWith("price-book.yaml").doesNotContainPattern(LINE_ENDS));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
    }
}
