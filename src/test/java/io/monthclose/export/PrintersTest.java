package io.monthclose.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Statements are printed side by side, and the first that fails ends it. */
class PrintersTest {
    @Test
    void all_names_are_given_in_their_order() {
        try (Printers printers = new Printers(2)) {
            for (int i = 9; i > 0; i--) {
                int number = i;
                printers.print(_ -> List.of(number + ".html", number + ".pdf"));
            }

            assertThat(printers.names()).hasSize(18).isSorted();
        }
    }

    @Test
    void nothing_is_printed_after_one_failed() {
        AtomicInteger tried = new AtomicInteger();
        try (Printers printers = new Printers(2)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1000; i++) {
                            printers.print(_ -> {
                                tried.incrementAndGet();
                                throw new IOException("no space left");
                            });
                        }
                    })
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("no space left");
        }
        // One for each printer, which were handed out before.
        assertThat(tried.get()).isBetween(1, 2);
    }

    @Test
    void what_fails_last_is_told_too() {
        try (Printers printers = new Printers(1)) {
            printers.print(_ -> {
                throw new IllegalStateException("no such glyph");
            });

            assertThatThrownBy(printers::names).hasMessage("no such glyph");
        }
    }
}
