package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small compressed file does not fill the disk: what unpacks to far more than usage ever does is refused on its way. */
class GzipBombTest {
    private static final int MIB = 1 << 20;
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_file_that_unpacks_to_a_thousand_times_its_size_is_refused_and_leaves_nothing_behind() throws IOException {
        Path bomb = packed("usage.csv.gz", "0".repeat(MIB), 400);
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> IntakeExample.plan(bomb, 1 << 20));

        assertThat(Files.size(bomb)).isLessThan(MIB);
        assertThat(refused.code()).isEqualTo(ProblemCode.INPUT_REFUSED);
        assertThat(refused)
                .hasMessage("usage.csv.gz unpacks to more than 100 times its size; if that is meant, put it there"
                        + " unpacked");
        assertThat(largeSpills()).isEmpty();
    }

    @Test
    void up_to_64_mib_a_file_may_be_as_regular_as_it_likes() throws IOException {
        String row = "r1,A0001,CropImage,5,2022-09-15T12:00:00+08:00\n";
        Path regular = packed("usage.csv.gz", IntakeExample.HEADER + "\n" + row.repeat(MIB / row.length()), 1);

        assertThat(Files.size(regular) * 100).isLessThan(MIB);
        assertThat(IntakeExample.plan(regular, MIB).lines()).isEqualTo(MIB / row.length());
    }

    @Test
    void usage_stays_far_below_that() throws IOException {
        StringBuilder rows = new StringBuilder(IntakeExample.HEADER + "\n");
        for (int i = 0; i < 100_000; i++) {
            rows.append("record-%09d,A0001,CropImage,1,2022-09-%02dT%02d:%02d:00+08:00\n"
                    .formatted(i, 1 + i / 3600, i / 60 % 24, i % 60));
        }
        Path packed = packed("usage.csv.gz", rows.toString(), 1);

        assertThat(rows.length() / Files.size(packed))
                .as("the most regular month")
                .isLessThan(40);
    }

    private Path packed(String name, String text, int times) throws IOException {
        Path file = folder.resolve(name);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), MIB)) {
            for (int i = 0; i < times; i++) {
                out.write(bytes);
            }
        }
        return file;
    }

    /** Other processes may unpack files of their own at the same time, but none so large. */
    private static List<Path> largeSpills() throws IOException {
        try (Stream<Path> files = Files.list(TEMPORARY)) {
            return files.filter(file -> file.getFileName().toString().startsWith("month-close-"))
                    .filter(file -> file.toFile().length() >= 64L * MIB)
                    .toList();
        }
    }
}
