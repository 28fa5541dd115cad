package io.monthclose.pricebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.nio.charset.StandardCharsets;

/** A small price book without fault, for tests to put faults into. */
final class FaultyBook {
    static final String BOOK = """
        version: "1"
        currency: EUR
        zone: "+01:00"
        settlement_window_days: 5
        switches: {tier_volume: metered, freeze_usage: billable, freeze_price: first-tier, freeze_ratio_percent: 37.5}
        groups:
          text: {name: Text, prepaid: false}
        free_pools: {WORDS: 100}
        apis:
          - code: Translate
            name: Translation
            group: text
            free_pool: WORDS
            prices:
              - version: "b"
                from: "2020-01-01T00:00:00+01:00"
                tiers:
                  - {from: 0, to: 10, price_per_1000: 2}
                  - {from: 10, to: 20, price_per_1000: 1.5}
                  - {from: 20, price_per_1000: 1}
        """;

    private FaultyBook() {}

    static String before(String part) {
        return BOOK.substring(0, BOOK.indexOf(part));
    }

    static PriceBook read(String text) {
        return PriceBookReader.read(text.getBytes(StandardCharsets.UTF_8), "book.yaml");
    }

    static ProblemException refused(String text) {
        return catchThrowableOfType(ProblemException.class, () -> read(text));
    }

    /** Faults as {@code line:column text}. */
    static void assertFaults(String text, String... expected) {
        ProblemException problem = refused(text);
        assertThat(problem).isNotNull();
        assertThat(problem.code()).isEqualTo(ProblemCode.CONFIGURATION_REFUSED);
        String[] told = new String[expected.length];
        for (int i = 0; i < expected.length; i++) {
            told[i] = expected[i].replaceFirst("^(\\d+):(\\d+) ", "book.yaml line $1 column $2: ");
        }
        if (told.length == 1) {
            assertThat(problem).hasMessage("price book refused: " + told[0]);
        } else {
            assertThat(problem.faults()).containsExactly(told);
        }
    }
}
