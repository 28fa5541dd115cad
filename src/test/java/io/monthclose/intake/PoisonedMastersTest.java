package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.PoisonCorpus;
import io.monthclose.PoisonCorpus.Poisoned;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A master file is taken with every row of it, or refused whole and in lines that a terminal can show. */
class PoisonedMastersTest {
    @TempDir
    private Path folder = Path.of("");

    static List<Poisoned> files() {
        return PoisonCorpus.masters();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void a_master_file_is_taken_whole_or_refused_whole(Poisoned poisoned) throws IOException {
        if (poisoned.isTaken()) {
            MasterRecords read = read(poisoned);

            String text = Files.readString(poisoned.file(), StandardCharsets.UTF_8);
            assertThat(taken(poisoned, read)).isEqualTo(text.lines().count() - 1);
        } else {
            ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read(poisoned));

            assertThat(refused.code().exitCode()).isEqualTo(poisoned.exitCode());
            assertThat(refused.getMessage() + refused.faults())
                    .contains(poisoned.inputName())
                    .doesNotContainPattern("\\R|\\p{Cc}|\\p{Cf}");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void whatever_holds_of_any_bytes_holds_of_these(Poisoned poisoned) throws IOException {
        AnyMasterFile.fuzzerTestOneInput(Files.readAllBytes(poisoned.file()));
    }

    private static long taken(Poisoned poisoned, MasterRecords read) {
        return switch (poisoned.inputName()) {
            case "accounts.csv" -> read.accounts().size();
            case "top-ups.csv" -> read.topUps().size();
            default -> read.packs().size();
        };
    }

    private MasterRecords read(Poisoned poisoned) throws IOException {
        PoisonCorpus.writeAccounts(folder);
        Files.write(folder.resolve(poisoned.inputName()), Files.readAllBytes(poisoned.file()));
        KnownMasters known = new KnownMasters(
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of("DetectProduct", "RecognizeCar"),
                Set.of("DetectProduct", "RecognizeCar", "CropImage"),
                List.of());
        try (InputFolder input = InputFolder.openWithoutUsage(folder)) {
            return MasterFiles.read(input, known);
        }
    }
}
