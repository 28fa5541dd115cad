package io.monthclose.export;

import static io.monthclose.job.TwelveAccounts.AUGUST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.monthclose.EvidenceChecker;
import io.monthclose.job.Progress;
import io.monthclose.job.TestBook;
import io.monthclose.job.TwelveAccounts;
import io.monthclose.store.MonthStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A file that was made to wear the checker out is refused soon, with a verdict and not with a stack trace. */
@Tag("book")
@TestInstance(Lifecycle.PER_CLASS)
class CraftedEvidenceTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestBook book = TestBook.inMemory("crafted", 2, Map.of());
    private Path folder;
    private Path pack;
    private String proof = "";

    @BeforeAll
    void close_a_month(@TempDir Path place) throws IOException {
        folder = place;
        new TwelveAccounts(place).close(book, AUGUST, place.resolve("out"), Progress.NONE);
        MonthExport export = new MonthExport(book.jdbc());
        export.write(new MonthStore(book.jdbc()).get(AUGUST), place, EnumSet.of(ExportFormat.EVIDENCE));
        pack = place.resolve("evidence-2022-08.zip");
        proof = export.prove(new MonthStore(book.jdbc()).get(AUGUST), "A0001").text();
    }

    @AfterAll
    void close_the_book() {
        book.close();
    }

    @Test
    void a_seal_with_a_hundred_thousand_columns() throws IOException {
        ForgedPack crafted = ForgedPack.of(pack);
        String columns = IntStream.range(0, 100_000)
                .mapToObj(i -> i % 2 == 0 ? "a" : "bc")
                .collect(Collectors.joining(","));
        crafted.put(
                "seal-statement.txt",
                crafted.text("seal-statement.txt") + "table many 1 " + "0".repeat(64) + " " + columns + "\n");

        assertRefused(crafted, "seal-statement.txt: it does not go on as one after ");
    }

    @Test
    void a_row_without_an_end() throws IOException {
        ForgedPack crafted = ForgedPack.of(pack);
        crafted.put("bills.csv", crafted.text("bills.csv") + "2022-08," + "9".repeat(2_000_000) + "\n");

        assertRefused(crafted, "bills.csv: a row is longer than 1048576 bytes");
    }

    @Test
    void a_quote_without_an_end() throws IOException {
        ForgedPack crafted = ForgedPack.of(pack);
        crafted.put("rejects.csv", crafted.text("rejects.csv") + "\"" + "\n".repeat(2_000_000));

        assertRefused(crafted, "rejects.csv: a row is longer than 1048576 bytes");
    }

    @Test
    void entries_without_an_end() throws IOException {
        ForgedPack crafted = ForgedPack.of(pack);
        for (int i = 0; i < 100; i++) {
            crafted.insertBehind("manifest.json", "entry-" + i, "");
        }

        assertRefused(crafted, "archive: it has more than 40 entries");
    }

    @Test
    void a_total_that_no_memory_holds() throws IOException {
        for (String total : new String[] {"\"1e600000000\"", "\"9.5\"", "-1", "9".repeat(1000)}) {
            ForgedPack crafted = ForgedPack.of(pack);
            for (String name : new String[] {"settlement.json", "manifest.json"}) {
                crafted.replaceAll(name, "\"lines_accepted\" : [0-9]+", "\"lines_accepted\" : " + total);
            }

            assertRefused(crafted, "settlement.json");
        }
    }

    @Test
    void an_amount_of_ten_million_digits() throws IOException {
        String crafted = proof.replaceFirst("(2022-08,A0001,2022-08-A0001,CNY,)", "$1" + "9".repeat(10_000_000));

        assertRefused(write(crafted.getBytes(StandardCharsets.UTF_8)), "bills.csv account A0001 lines_total: '9999");
    }

    @Test
    void a_proof_of_a_million_rows() throws IOException {
        String row = "2022-08,A0001,2022-08-A0001,CNY,0,0,0.00,0.00,PAID\n";
        String crafted = proof.replaceFirst("(?s)(document bills.csv\n[^\n]*\n)", "$1" + row.repeat(1_000_000));

        assertRefused(
                write(crafted.getBytes(StandardCharsets.UTF_8)), "bills.csv account A0001 account_id: 1000001 bills");
    }

    @Test
    void a_proof_of_hundreds_of_megabytes() throws IOException {
        Path file = write("month-close account proof, format 1\n".getBytes(StandardCharsets.UTF_8));
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(300L << 20);
        }

        assertRefused(file, "the proof has 314572800 bytes, more than the 268435456 of any");
    }

    @Test
    void what_does_not_fit_into_memory_ends_4_and_is_no_difference() throws Exception {
        Path file = write("month-close account proof, format 1\n".getBytes(StandardCharsets.UTF_8));
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(200L << 20);
        }

        EvidenceChecker.Verdict verdict = EvidenceChecker.inAProcess("-Xmx64m", file);

        assertThat(verdict.exitCode()).as(verdict.out()).isEqualTo(4);
        assertThat(verdict.out())
                .isEqualTo("CANNOT BE READ: " + file
                        + ": it wants more memory than there is; a genuine one is read with java -Xmx4g\n");
    }

    private void assertRefused(ForgedPack crafted, String why) throws IOException {
        assertRefused(crafted.write(folder.resolve("crafted.zip")), why);
    }

    private static void assertRefused(Path file, String why) {
        EvidenceChecker.Verdict verdict = assertTimeoutPreemptively(SOON, () -> EvidenceChecker.run(file));
        assertThat(verdict.exitCode()).as(verdict.out()).isEqualTo(1);
        assertThat(verdict.out()).contains("DIFFERS  " + why, "\nNOT PROVEN: ");
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("crafted.txt"), bytes);
    }
}
