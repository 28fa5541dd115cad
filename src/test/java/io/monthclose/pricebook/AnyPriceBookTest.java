package io.monthclose.pricebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that somebody may call a price book, each named for what it is. The fuzzer starts from them; what it finds joins them. */
class AnyPriceBookTest {
    private static final Path FILES = Path.of("src/test/resources/io/monthclose/pricebook/any");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void any_file_is_a_price_book_or_refused_with_its_faults_soon(Path file) throws IOException {
        AnyPriceBook.fuzzerTestOneInput(Files.readAllBytes(file));
    }

    @Test
    void there_are_files() throws IOException {
        assertThat(files()).hasSizeGreaterThan(60);
    }
}
