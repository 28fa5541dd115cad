package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.EvidenceChecker;
import io.monthclose.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a user gets to prove a closed month with. */
@Tag("book")
class ProvenMonthTest {
    @TempDir
    private Path folder = Path.of("");

    private SmallBook book = new SmallBook(Path.of("target", "nowhere"));

    @BeforeEach
    void make_a_book() {
        book = new SmallBook(folder);
    }

    @Test
    void root_and_seal_are_told_at_the_close_and_the_root_in_every_document() throws IOException {
        TestProgram.Result closed = book.close();

        assertThat(closed.exitCode()).as(closed.err()).isZero();
        String root = told(closed.out(), "root");
        JsonNode settlement = json("settlement.json");
        assertThat(settlement.get("root").asString()).isEqualTo(root);
        assertThat(settlement.get("previous_root").asString()).isEqualTo("0".repeat(64));
        assertThat(json("run.json").get("root").asString()).isEqualTo(root);
        assertThat(json("run.json").get("seal").asString()).isEqualTo(told(closed.out(), "seal"));
        assertThat(Files.readString(book.output().resolve("index.html"))).contains("<code>" + root + "</code>");
        JsonNode status =
                JsonMapper.shared().readTree(book.run("status", "--json").out());
        assertThat(status.get("months").get(0).get("root").asString()).isEqualTo(root);
    }

    @Test
    void a_preview_tells_no_root() {
        TestProgram.Result preview = book.run(
                "preview",
                "--month",
                SmallBook.MONTH,
                "--input",
                book.input().toString(),
                "--output",
                folder.resolve("preview").toString());

        assertThat(preview.exitCode()).as(preview.err()).isZero();
        assertThat(preview.out()).doesNotContain("  root  ").doesNotContain("  seal  ");
    }

    @Test
    void a_closed_month_is_exported_with_the_root_that_was_recorded() throws IOException {
        String root = told(book.close().out(), "root");
        byte[] before = Files.readAllBytes(book.output().resolve("settlement.json"));

        TestProgram.Result exported = export("again");

        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(folder.resolve("again/settlement.json")).hasBinaryContent(before);
        assertThat(JsonMapper.shared()
                        .readTree(folder.resolve("again/run.json").toFile())
                        .get("root")
                        .asString())
                .isEqualTo(root);
    }

    @Test
    void pack_and_proof_of_a_closed_month_are_proven_by_its_root() {
        String root = told(book.close().out(), "root");

        TestProgram.Result exported = export("proven", "--format", "evidence,proof", "--account", "A0001");

        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(folder.resolve("proven")).isDirectoryContaining("glob:**proof-2022-09-A0001.txt");
        EvidenceChecker.assertProven(folder.resolve("proven/evidence-2022-09.zip"), root);
        EvidenceChecker.assertProven(folder.resolve("proven/proof-2022-09-A0001.txt"), root);
        assertThat(folder.resolve("proven").toFile().list()).hasSize(2);
    }

    @Test
    void an_account_and_a_proof_go_together() {
        book.close();

        assertThat(export("p", "--format", "proof").exitCode()).isEqualTo(64);
        assertThat(export("p", "--account", "A0001").exitCode()).isEqualTo(64);
        assertThat(export("p", "--format", "proof", "--account", "../A0001"))
                .isEqualTo(new TestProgram.Result(
                        64, "", "month-close: --account '../A0001' is not 1 to 64 of A-Z a-z 0-9 . _ : -\n"));
        TestProgram.Result unknown = export("p", "--format", "proof", "--account", "A0009");
        assertThat(unknown.exitCode()).isEqualTo(64);
        assertThat(unknown.err()).contains("--account A0009: no document of 2022-09 has a row of this account");
        assertThat(folder.resolve("p")).doesNotExist();
    }

    @Test
    void a_proof_is_not_left_behind_where_the_pack_is_refused() {
        book.close();
        book.tamper("UPDATE launch SET operator = 'mallory'");

        TestProgram.Result exported = export("p", "--format", "evidence,proof", "--account", "A0001");

        assertThat(exported.exitCode()).isEqualTo(70);
        assertThat(exported.err()).contains("launch: its rows are others; nothing was written");
        assertThat(folder.resolve("p")).isEmptyDirectory();
    }

    @Test
    void a_month_that_is_not_closed_cannot_be_proven() {
        for (String format : new String[] {"evidence", "proof"}) {
            String[] account = format.equals("proof") ? new String[] {"--account", "A0001"} : new String[0];
            TestProgram.Result before = export("p", joined(new String[] {"--format", format}, account));
            assertThat(before.exitCode()).as(before.err()).isEqualTo(76);
        }
    }

    @Test
    void it_has_the_same_root_on_any_database() {
        String root = told(book.close().out(), "root");
        SmallBook other = new SmallBook(folder.resolve("other"));
        other.with(
                "spring.datasource.url",
                TestDatabase.isPostgres()
                        ? TestProgram.h2Url(folder.resolve("other"))
                        : TestDatabase.postgresUrl(folder.resolve("other").toString()));

        TestProgram.Result closed = other.close();

        assertThat(closed.exitCode()).as(closed.err()).isZero();
        assertThat(told(closed.out(), "root")).isEqualTo(root);
        assertThat(other.output().resolve("settlement.json"))
                .hasSameBinaryContentAs(book.output().resolve("settlement.json"));
    }

    private TestProgram.Result export(String output, String... more) {
        return book.run(joined(
                new String[] {
                    "export",
                    "--month",
                    SmallBook.MONTH,
                    "--output",
                    folder.resolve(output).toString()
                },
                more));
    }

    private static String[] joined(String[] first, String[] second) {
        return Stream.of(first, second).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private static String told(String out, String label) {
        Matcher line = Pattern.compile("^  " + label + " +([0-9a-f]{64})$", Pattern.MULTILINE)
                .matcher(out);
        assertThat(line.find()).as(out).isTrue();
        return line.group(1);
    }

    private JsonNode json(String name) throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(book.output().resolve(name)));
    }
}
