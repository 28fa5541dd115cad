package io.monthclose.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityGeneratorTest {
    private static final Path COMMITTED = Path.of("sample-data", "city", "2022-09");

    @TempDir
    private Path generated;

    @Test
    void generatingTheCityAgainGivesTheCommittedFilesByteForByte() throws IOException {
        CityGenerator.main(new String[] {generated.toString()});

        assertThat(namesIn(generated)).isNotEmpty().isEqualTo(namesIn(COMMITTED));
        for (String name : namesIn(generated)) {
            assertThat(Files.mismatch(generated.resolve(name), COMMITTED.resolve(name)))
                    .as("first byte that differs in %s", name)
                    .isEqualTo(-1);
        }
    }

    @Test
    void theCityHasExactlyAHundredThousandUsageRowsInThreeFiles() throws IOException {
        CityGenerator.writeTo(generated);

        List<String> usage = namesIn(generated).stream()
                .filter(name -> name.startsWith("usage"))
                .toList();

        assertThat(usage).hasSize(3);
        assertThat(usage.stream().mapToLong(this::rowsIn).sum()).isEqualTo(100_000);
    }

    private long rowsIn(String name) {
        try (Stream<String> lines = Files.lines(generated.resolve(name))) {
            return lines.skip(1).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
