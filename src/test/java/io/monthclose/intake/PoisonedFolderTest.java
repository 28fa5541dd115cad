package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An input folder in which files are not what they seem: links, and names that are nearly those of the contract or no names at all. */
class PoisonedFolderTest {
    @TempDir
    private Path folder = Path.of("");

    private Path input = Path.of("");
    private Path elsewhere = Path.of("");

    @BeforeEach
    void make_the_folder() throws IOException {
        input = Files.createDirectory(folder.resolve("in"));
        elsewhere = Files.writeString(
                folder.resolve("elsewhere"), IntakeExample.HEADER + "\nu1,A0001,CropImage,5,2022-09-15T12:00Z\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"usage.csv", "usage-link.csv"})
    void a_link_to_a_file_is_that_file_also_out_of_the_folder(String name) throws IOException {
        Files.createSymbolicLink(input.resolve(name), elsewhere);
        Files.createSymbolicLink(input.resolve("usage-relative.csv"), Path.of("..", "elsewhere"));
        Files.createSymbolicLink(input.resolve("usage-twice.csv"), Path.of("usage-relative.csv"));

        try (InputFolder found = InputFolder.open(input)) {
            assertThat(found.plan(Long.MAX_VALUE))
                    .hasSize(3)
                    .allSatisfy(plan -> assertThat(plan.lines()).isEqualTo(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"usage.csv", "usage.csv.gz", "accounts.csv", "prepaid-packs.csv", "top-ups.csv"})
    void a_link_to_nothing_to_itself_to_a_folder_or_to_a_device_is_missing_input(String name) throws IOException {
        for (Path target : new Path[] {Path.of("nowhere"), Path.of(name), Path.of(".."), Path.of("/dev/zero")}) {
            Path link = Files.createSymbolicLink(input.resolve(name), target);
            ProblemException missing = catchThrowableOfType(ProblemException.class, () -> InputFolder.open(input));

            assertThat(missing.code()).as("%s", target).isEqualTo(ProblemCode.INPUT_MISSING);
            assertThat(missing).hasMessage(name + " is not a file that can be read");
            Files.delete(link);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Usage.csv",
                "USAGE.CSV",
                "usage.CSV",
                "usage.csv.GZ",
                "usage-a.Csv",
                "Accounts.csv",
                "ACCOUNTS.CSV",
                "Prepaid-Packs.csv",
                "top-Ups.csv"
            })
    void a_name_in_another_case_is_refused_and_not_passed_over(String name) throws IOException {
        Files.copy(elsewhere, input.resolve("usage-good.csv"));
        Files.copy(elsewhere, input.resolve(name));

        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> InputFolder.open(input));

        assertThat(refused.code()).isEqualTo(ProblemCode.INPUT_REFUSED);
        assertThat(refused).hasMessageStartingWith(name + ": is it an input file?");
    }

    @Test
    void hidden_files_and_others_are_passed_over_and_told_in_one_line() throws IOException {
        Files.copy(elsewhere, input.resolve("usage.csv"));
        for (String name : new String[] {".usage.csv", "usage.csv~", "my-usage.csv", "new\nline\u001B[2J.csv"}) {
            Files.copy(elsewhere, input.resolve(name));
        }

        try (InputFolder found = InputFolder.open(input)) {
            assertThat(found.usageFiles()).extracting(UsageFile::name).containsExactly("usage.csv");
            assertThat(found.ignored()).containsExactly(".usage.csv", "my-usage.csv", "new line?[2J.csv", "usage.csv~");
        }
    }

    @Test
    void every_name_that_fits_is_a_file_of_its_own_in_the_order_of_bytes() throws IOException {
        Files.copy(elsewhere, input.resolve("usage.csv"));
        Files.copy(elsewhere, input.resolve("usage.csv.csv"));
        Files.copy(elsewhere, input.resolve("usage .csv"));

        try (InputFolder found = InputFolder.open(input)) {
            assertThat(found.usageFiles())
                    .extracting(UsageFile::name)
                    .containsExactly("usage .csv", "usage.csv", "usage.csv.csv");
        }
    }
}
