package io.monthclose.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputFolderTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void usage_files_are_taken_by_name_as_UTF_8_bytes() throws IOException {
        files(
                "usage-z.csv",
                "usage-é.csv",
                "usage-😀.csv",
                "usage-\uFF5E.csv",
                "usage.csv",
                "usage2.csv",
                "usageA.csv");

        assertThat(InputFolder.open(folder).usageFiles())
                .extracting(UsageFile::name)
                .containsExactly(
                        "usage-z.csv",
                        "usage-é.csv",
                        "usage-\uFF5E.csv",
                        "usage-😀.csv",
                        "usage.csv",
                        "usage2.csv",
                        "usageA.csv");
    }

    @Test
    void other_csv_files_are_ignored_and_named() throws IOException {
        files("usage.csv", "account.csv", "my-usage.csv", "top-ups.csv.bak", "notes.txt", "top-ups.csv");
        Files.createDirectory(folder.resolve("archive"));

        InputFolder input = InputFolder.open(folder);

        assertThat(input.usageFiles()).hasSize(1);
        assertThat(input.topUps()).map(MasterFile::name).contains("top-ups.csv");
        assertThat(input.accounts()).isEmpty();
        assertThat(input.packs()).isEmpty();
        assertThat(input.ignored()).containsExactly("account.csv", "my-usage.csv", "top-ups.csv.bak");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Usage.csv", "usage.CSV", "USAGE-1.csv.gz", "Accounts.csv", "prepaid-packs.CSV", "Top-ups.csv"})
    void a_name_that_is_nearly_one_of_the_contracts_is_refused(String name) throws IOException {
        files("usage-fine.csv", name);

        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> InputFolder.open(folder));

        assertThat(refused.code()).isEqualTo(ProblemCode.INPUT_REFUSED);
        assertThat(refused)
                .hasMessage(name + ": is it an input file? Names are in lower case: usage*.csv, accounts.csv,"
                        + " prepaid-packs.csv, top-ups.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"usage-old.csv", "accounts.csv", "prepaid-packs.csv", "top-ups.csv"})
    void a_folder_or_a_dangling_link_of_an_input_files_name_is_missing_input(String name) throws IOException {
        files("usage.csv");
        Path entry = folder.resolve(name);

        Files.createDirectory(entry);
        assertMissing(folder, name + " is not a file that can be read");

        Files.delete(entry);
        Files.createSymbolicLink(entry, folder.resolve("nowhere"));
        assertMissing(folder, name + " is not a file that can be read");
    }

    @Test
    void a_folder_that_is_not_there_or_has_no_usage_is_missing_input() throws IOException {
        files("accounts.csv");

        assertMissing(folder.resolve("none"), "input folder " + folder.resolve("none") + " is not there");
        assertMissing(
                folder.resolve("accounts.csv"), "input folder " + folder.resolve("accounts.csv") + " is not there");
        assertMissing(
                folder, "input folder " + folder + " has no usage*.csv; an empty month is a file with its header");
    }

    @Test
    void a_compressed_file_is_read_like_its_content_and_identified_by_its_own_bytes() throws IOException {
        String text = IntakeExample.HEADER + "\nu1,A0001,CropImage,5,2022-09-15T12:00Z\nu2\n";
        Path plain = IntakeExample.file(folder, text);
        Path packed = folder.resolve("usage.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        PlannedFile plan = IntakeExample.plan(packed, 1);

        assertThat(InputFolder.open(folder).usageFiles())
                .extracting(UsageFile::name)
                .containsExactly("usage.csv", "usage.csv.gz");
        assertThat(plan.slices()).isEqualTo(IntakeExample.plan(plain, 1).slices());
        assertThat(plan.name()).isEqualTo("usage.csv.gz");
        assertThat(plan.bytes()).isEqualTo(Files.size(packed));
        assertThat(plan.sha256()).isEqualTo(Sha256.of(Files.readAllBytes(packed)));
        assertThat(IntakeExample.read(packed, 1, 2)).isEqualTo(IntakeExample.read(plain, 1, 2));
    }

    @Test
    void a_compressed_file_that_is_cut_or_none_is_refused() throws IOException {
        Path whole = folder.resolve("whole");
        try (var out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write((IntakeExample.HEADER + "\n").getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path packed = folder.resolve("usage.csv.gz");
        for (byte[] broken : List.of(
                Arrays.copyOf(bytes, bytes.length - 1),
                Arrays.copyOf(bytes, 5),
                new byte[0],
                new byte[30],
                withSecondMember(bytes, 1),
                withSecondMember(bytes, bytes.length - 5))) {
            Files.write(packed, broken);
            ProblemException refused =
                    catchThrowableOfType(ProblemException.class, () -> IntakeExample.plan(packed, 1));
            assertThat(refused.code()).isEqualTo(ProblemCode.INPUT_REFUSED);
            assertThat(refused)
                    .hasMessageStartingWith("usage.csv.gz is not a whole gzip file")
                    .hasMessageNotContaining("null");
        }
    }

    /** A member and another one that is cut by so many bytes. */
    private static byte[] withSecondMember(byte[] member, int cut) {
        byte[] both = Arrays.copyOf(member, 2 * member.length - cut);
        System.arraycopy(member, 0, both, member.length, member.length - cut);
        return both;
    }

    private static void assertMissing(Path input, String message) {
        ProblemException missing = catchThrowableOfType(ProblemException.class, () -> InputFolder.open(input));
        assertThat(missing.code()).isEqualTo(ProblemCode.INPUT_MISSING);
        assertThat(missing).hasMessage(message);
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.createFile(folder.resolve(name));
        }
    }
}
