package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of any bytes that somebody calls a master file: each of its lines is a record, or it is refused whole with the
 * contract's code and every fault on a line of its own. Knows nothing of a fuzzer, which calls it by name; see the profile
 * {@code fuzz}.
 */
public final class AnyMasterFile {
    private static final List<String> NAMES = List.of("accounts.csv", "prepaid-packs.csv", "top-ups.csv");
    private static final KnownMasters KNOWN = new KnownMasters(
            IntakeExample.ACCOUNTS,
            Map.of(),
            Map.of(),
            Set.of("DetectProduct", "RecognizeCar"),
            Set.of("DetectProduct", "RecognizeCar", "CropImage"),
            List.of());

    private AnyMasterFile() {}

    /** Reads the bytes as each of the three files. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("masters-");
            for (String name : NAMES) {
                Path file = Files.write(folder.resolve(name), bytes);
                check(folder, name, bytes);
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (folder != null) {
                folder.toFile().delete();
            }
        }
    }

    private static void check(Path folder, String name, byte[] bytes) {
        try (InputFolder input = InputFolder.openWithoutUsage(folder)) {
            MasterRecords read = MasterFiles.read(input, KNOWN);
            int records =
                    read.accounts().size() + read.packs().size() + read.topUps().size();
            assertThat(records).isEqualTo(lines(bytes) - 1);
        } catch (ProblemException refused) {
            assertThat(refused.code()).isEqualTo(ProblemCode.INPUT_REFUSED);
            assertThat(refused.getMessage()).startsWith("master files refused").doesNotContainPattern("\\R");
            assertThat(refused.faults())
                    .allSatisfy(fault -> assertThat(fault).startsWith(name).doesNotContainPattern("\\R"));
        }
    }

    private static int lines(byte[] bytes) {
        int feeds = LineFeeds.count(bytes, 0, bytes.length);
        return bytes.length > 0 && bytes[bytes.length - 1] != '\n' ? feeds + 1 : feeds;
    }
}
