package io.monthclose.export;

import static io.monthclose.job.TwelveAccounts.AUGUST;
import static io.monthclose.job.TwelveAccounts.SEPTEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.EvidenceChecker;
import io.monthclose.job.Progress;
import io.monthclose.job.TestBook;
import io.monthclose.job.TwelveAccounts;
import io.monthclose.store.MonthStore;
import io.monthclose.store.SealStore;
import io.monthclose.store.SealedMonth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A pack or a proof in which anything was changed does not pass the checker. How many random changes are tried is the system
 * property {@code monthclose.tests.evidence-changes}, the first seed {@code monthclose.tests.first-seed}.
 */
@Tag("book")
@TestInstance(Lifecycle.PER_CLASS)
class EvidencePackTest {
    private static final long CHANGES = Long.getLong("monthclose.tests.evidence-changes", 60);
    private static final long FIRST_SEED = Long.getLong("monthclose.tests.first-seed", 0);

    private final TestBook book = TestBook.inMemory("evidence", 2, Map.of("month-close.accounts-per-chunk", "5"));
    private Path folder;
    private Path pack;
    private SealedMonth sealed;

    @BeforeAll
    void close_two_months(@TempDir Path place) {
        folder = place;
        TwelveAccounts input = new TwelveAccounts(place);
        input.close(book, AUGUST, place.resolve("out-8"), Progress.NONE);
        input.close(book, SEPTEMBER, place.resolve("out-9"), Progress.NONE);
        pack = pack(SEPTEMBER, place.resolve("evidence"));
        sealed = new SealStore(book.jdbc()).find(SEPTEMBER).orElseThrow();
    }

    @AfterAll
    void close_the_book() {
        book.close();
    }

    @Test
    void the_pack_of_each_month_is_proven_by_its_root_or_its_seal() {
        EvidenceChecker.assertProven(
                pack(AUGUST, folder.resolve("evidence-8")),
                new SealStore(book.jdbc()).find(AUGUST).orElseThrow().root());
        EvidenceChecker.Verdict byRoot = EvidenceChecker.run(pack, "--root", sealed.root());
        EvidenceChecker.Verdict bySeal = EvidenceChecker.run(pack, "--seal", sealed.seal());
        EvidenceChecker.Verdict byBoth =
                EvidenceChecker.run(pack, "--root", sealed.root().toUpperCase(Locale.ROOT), "--seal", sealed.seal());
        assertThat(byRoot.out())
                .contains(sealed.root(), sealed.previousRoot(), sealed.seal())
                .contains("\nPROVEN: ", "\nNOT COMPARED: the seal.");
        for (EvidenceChecker.Verdict verdict : List.of(bySeal, byBoth)) {
            assertThat(verdict.exitCode()).as(verdict.out()).isZero();
            assertThat(verdict.out())
                    .contains("\nPROVEN: ", "all of it belongs to the seal")
                    .doesNotContain("NOT COMPARED");
        }
    }

    @Test
    void a_pack_that_is_compared_with_nothing_is_whole_and_no_more() {
        EvidenceChecker.Verdict verdict = EvidenceChecker.run(pack);
        assertThat(verdict.exitCode()).as(verdict.out()).isEqualTo(3);
        assertThat(verdict.out())
                .contains(sealed.root(), sealed.seal(), "\nWHOLE: ")
                .doesNotContain("PROVEN");
    }

    @Test
    void another_root_or_seal_is_refused() {
        for (String option : List.of("--root", "--seal")) {
            EvidenceChecker.Verdict verdict = EvidenceChecker.run(pack, option, sealed.previousRoot());
            assertThat(verdict.exitCode()).isEqualTo(1);
            assertThat(verdict.out()).contains("DIFFERS  " + option, "NOT PROVEN");
        }
    }

    @Test
    void wrong_use_of_the_checker_ends_2_and_says_what_is_wrong() {
        String file = pack.toString();
        String root = sealed.root();
        assertWrong("no file is named");
        assertWrong("no file is named", "--root", root);
        assertWrong("--root is '', it should be 64 digits of 0-9 and a-f", file, "--root");
        assertWrong("--root is 'abc', it should be 64 digits of 0-9 and a-f", file, "--root", "abc");
        assertWrong("--root is '--seal', it should be 64 digits of 0-9 and a-f", file, "--root", "--seal", root);
        assertWrong("--root is given twice", file, "--root", root, "--root", root);
        assertWrong("--root=" + root + " is no option", file, "--root=" + root);
        assertWrong("one file is checked at a time: " + file + ", other.zip", file, "other.zip");
        assertWrong(
                "--seal: the proof of an account has no seal, compare it with --root",
                proof("A0001").toString(),
                "--seal",
                sealed.seal());
    }

    private static void assertWrong(String message, String... arguments) {
        EvidenceChecker.Verdict verdict = EvidenceChecker.run(arguments);
        assertThat(verdict.exitCode()).as(verdict.out()).isEqualTo(2);
        assertThat(verdict.out()).startsWith(message + "\nusage: java CheckEvidence.java FILE");
    }

    @Test
    void what_cannot_be_read_ends_4_and_is_no_difference() {
        for (Path file : List.of(folder.resolve("nowhere.zip"), folder)) {
            EvidenceChecker.Verdict verdict = EvidenceChecker.run(file);
            assertThat(verdict).isEqualTo(new EvidenceChecker.Verdict(4, "CANNOT BE READ: " + file + " is no file\n"));
        }
    }

    @Test
    void the_same_month_has_the_same_pack_whatever_was_launched_since() throws IOException {
        book.jdbc()
                .update("INSERT INTO launch (command, billing_month, operator, os_user, host, program_version, options,"
                        + " started_at) VALUES ('export', '2022-09', 'o', 'u', 'h', 'v', '', CURRENT_TIMESTAMP)");

        assertThat(pack(SEPTEMBER, folder.resolve("again"))).hasSameBinaryContentAs(pack);
    }

    @Test
    void every_random_change_of_a_pack_is_found() throws IOException {
        byte[] whole = Files.readAllBytes(pack);
        List<String> missed = new ArrayList<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + CHANGES; seed++) {
            RandomChange change = RandomChange.of(whole, new Random(seed));
            Path file = Files.write(folder.resolve("changed.zip"), change.bytes());
            if (EvidenceChecker.run(file).exitCode() != 1) {
                missed.add("seed " + seed + ": " + change.what());
            }
        }
        assertThat(missed).isEmpty();
    }

    /** Every hash in it is made again, so that it agrees with itself: it is another month, and its root says so. */
    @Test
    void a_pack_that_was_forged_whole_has_another_root() throws IOException {
        ForgedPack forged = ForgedPack.of(pack);
        forged.replace("bill-lines.csv", "2022-09,A0007,CropImage,2020-01-01,", "2022-09,A0007,CropImage,2020-01-02,");
        Path file = forged.write(folder.resolve("forged.zip"));

        EvidenceChecker.Verdict alone = EvidenceChecker.run(file);
        assertThat(alone.exitCode()).as(alone.out()).isEqualTo(3);
        assertThat(alone.out()).contains("WHOLE").doesNotContain(sealed.root());
        EvidenceChecker.Verdict compared = EvidenceChecker.run(file, "--root", sealed.root());
        assertThat(compared.exitCode()).as(compared.out()).isEqualTo(1);
        assertThat(compared.out()).contains("DIFFERS  --root");
    }

    /** The root does not stand for who closed the month: the verdict says so, and the seal tells. */
    @Test
    void a_forged_history_is_told_by_the_seal_alone() throws IOException {
        ForgedPack forged = ForgedPack.of(pack);
        forged.setField("history/launch.txt", "operator", "mallory");
        forged.replaceAll("manifest.json", "\"operator\" : \"[^\"]*\"", "\"operator\" : \"mallory\"");

        assertToldByTheSealAlone(forged);
    }

    /** Nor for the figures of settlement.json that the documents do not come to. */
    @Test
    void a_forged_settlement_json_is_told_by_the_seal_alone() throws IOException {
        ForgedPack forged = ForgedPack.of(pack);
        for (String name : List.of("settlement.json", "manifest.json")) {
            forged.replaceAll(name, "\"late_usage\" : \\[ \\]", """
                "late_usage" : [
                    {
                      "month" : "2022-08",
                      "lines" : 1,
                      "calls" : 1000
                    }
                  ]\
                """);
        }

        assertToldByTheSealAlone(forged);
    }

    /** Nor for what the takes were. */
    @Test
    void a_forged_take_is_told_by_the_seal_alone() throws IOException {
        ForgedPack forged = ForgedPack.of(pack);
        forged.setField("take/usage_take.txt", "buckets", "7");

        assertToldByTheSealAlone(forged);
    }

    private void assertToldByTheSealAlone(ForgedPack forged) throws IOException {
        Path file = forged.write(folder.resolve("forged.zip"));
        EvidenceChecker.Verdict byRoot = EvidenceChecker.run(file, "--root", sealed.root());
        assertThat(byRoot.exitCode()).as(byRoot.out()).isZero();
        assertThat(byRoot.out()).contains("\nNOT COMPARED: the seal.").doesNotContain(sealed.seal());
        EvidenceChecker.Verdict bySeal = EvidenceChecker.run(file, "--seal", sealed.seal());
        assertThat(bySeal.exitCode()).as(bySeal.out()).isEqualTo(1);
        assertThat(bySeal.out()).contains("DIFFERS  --seal");
    }

    /** Neither root nor seal stands for the manifest: it says what the other entries say, in one form, and nothing else. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
        "format" :                 | "approved_by" : "the auditor", "format" :
        "format" : "month          | "format" :  "month
        "entries" :                | "settings" : { "query" : "SELECT 1" }, "entries" :
        "build_sha256" :           | "signed" : true, "build_sha256" :
        "operator" : "[^"]*"       | "operator" : "mallory"
        "launch" : [0-9]+          | "launch" : "2"
        "provisional" : false,\\s+ | ^^
        "currency" : "CNY"         | "currency" : "\\u0043NY"
        "late_usage" : \\[         | "late_usage" :  [
        """)
    void nothing_can_be_said_in_the_manifest_that_the_other_entries_do_not_say(String part, String by)
            throws IOException {
        ForgedPack forged = ForgedPack.of(pack);
        forged.replaceAll("manifest.json", part, by);
        Path file = forged.write(folder.resolve("forged.zip"));

        EvidenceChecker.Verdict verdict = EvidenceChecker.run(file, "--root", sealed.root(), "--seal", sealed.seal());

        assertThat(verdict.exitCode()).as(verdict.out()).isEqualTo(1);
        assertThat(verdict.out()).contains("DIFFERS  manifest.json");
    }

    @Test
    void the_last_entry_says_one_hash_and_a_line_end_and_nothing_else() throws IOException {
        ForgedPack forged = ForgedPack.of(pack);
        for (UnaryOperator<String> last : List.<UnaryOperator<String>>of(
                hash -> hash + " ",
                hash -> hash + "\t",
                hash -> hash + "\0",
                hash -> "\n" + hash,
                hash -> hash,
                hash -> hash + "\n\n",
                hash -> hash.toUpperCase(Locale.ROOT) + "\n")) {
            EvidenceChecker.Verdict verdict = EvidenceChecker.run(forged.write(folder.resolve("forged.zip"), last));
            assertThat(verdict.exitCode()).as(verdict.out()).isEqualTo(1);
            assertThat(verdict.out()).contains("DIFFERS  archive.sha256");
        }
    }

    @Test
    void a_freeze_that_the_balance_does_not_allow_and_a_top_up_from_later_are_found() throws IOException {
        String held = accountOf("freezes.csv", 5, "HELD");
        String insufficient = accountOf("freezes.csv", 5, "INSUFFICIENT");
        assertFound("freezes.csv account " + held + " frozen: ", "bills.csv", held, 7, "0.00");
        assertFound("freezes.csv account " + insufficient + " frozen: ", "bills.csv", insufficient, 7, "999999.00");
        assertFound(
                "ledger.csv account " + held + " 2022-09-" + held + "#000001 effective_at: 2022-10-03T23:00:01+08:00,"
                        + " after the month was settled",
                "ledger.csv",
                held,
                7,
                "2022-10-03T23:00:01+08:00");
    }

    private String accountOf(String name, int column, String value) throws IOException {
        return ForgedPack.of(pack)
                .text(name)
                .lines()
                .map(row -> row.split(",", -1))
                .filter(fields -> fields[column].equals(value))
                .map(fields -> fields[1])
                .findFirst()
                .orElseThrow();
    }

    private void assertFound(String what, String name, String account, int column, String value) throws IOException {
        ForgedPack forged = ForgedPack.of(pack);
        forged.setCell(name, account, column, value);
        EvidenceChecker.Verdict verdict = EvidenceChecker.run(forged.write(folder.resolve("forged.zip")));
        assertThat(verdict.exitCode()).as(verdict.out()).isEqualTo(1);
        assertThat(verdict.out()).contains("DIFFERS  " + what);
    }

    @Test
    void a_forger_who_changes_a_digit_of_a_figure_breaks_what_the_figures_say_of_each_other() throws IOException {
        List<String> missed = new ArrayList<>();
        for (String name : AccountDocuments.HEADERS.keySet()) {
            List<String> rows = ForgedPack.of(pack).text(name).lines().toList();
            for (int row = 1; row < rows.size(); row++) {
                String[] fields = rows.get(row).split(",", -1);
                for (int column = figures(name); column < fields.length; column++) {
                    if (!standsForItself(name, fields, column) && forgedDigitPasses(name, row, column)) {
                        missed.add(name + " column " + column + " of " + rows.get(row));
                    }
                }
            }
        }
        assertThat(missed).isEmpty();
    }

    /**
     * The price of calls that cost nothing, a balance that is no arrears, when money came in: another figure of the same kind may
     * stand there as well, as long as the freeze and the settlement instant allow it.
     */
    private static boolean standsForItself(String name, String[] fields, int column) {
        return switch (name) {
            case "bill-lines.csv" -> column == 10 && fields[8].equals("0");
            case "bills.csv" -> column == 7 && !fields[7].startsWith("-");
            case "ledger.csv" -> column == 7 && fields[3].equals("TOP_UP");
            default -> false;
        };
    }

    private boolean forgedDigitPasses(String name, int row, int column) throws IOException {
        ForgedPack forged = ForgedPack.of(pack);
        return forged.changeDigit(name, row, column)
                && EvidenceChecker.run(forged.write(folder.resolve("forged.zip")))
                                .exitCode()
                        != 1;
    }

    private static int figures(String name) {
        return switch (name) {
            case "bills.csv", "bill-lines.csv" -> 4;
            case "pack-draws.csv" -> 5;
            case "packs.csv" -> 3;
            case "freezes.csv" -> 2;
            default -> 6;
        };
    }

    @Test
    void a_proof_of_each_account_is_proven() throws IOException {
        for (int number = 1; number <= 12; number++) {
            EvidenceChecker.assertProven(proof(String.format(Locale.ROOT, "A%04d", number)), sealed.root());
        }
        EvidenceChecker.Verdict verdict = EvidenceChecker.run(proof("A0001"), "--root", sealed.previousRoot());
        assertThat(verdict.exitCode()).isEqualTo(1);
    }

    @Test
    void every_changed_digit_and_every_changed_character_of_a_proof_is_found() throws IOException {
        for (String account : List.of("A0001", "A0012")) {
            byte[] whole = Files.readAllBytes(proof(account));
            List<String> missed = new ArrayList<>();
            int digits = 0;
            for (int at = 0; at < whole.length; at++) {
                byte[] changed = whole.clone();
                boolean digit = whole[at] >= '0' && whole[at] <= '9';
                digits += digit ? 1 : 0;
                changed[at] = (byte) (digit ? '0' + (whole[at] - '0' + 1 + at % 9) % 10 : whole[at] ^ 1);
                if (passes(changed)) {
                    missed.add("the character at " + at);
                }
            }
            assertThat(digits).isGreaterThan(1000);
            assertThat(missed).isEmpty();
        }
    }

    @Test
    void a_proof_with_a_line_more_or_less_is_found() throws IOException {
        String whole = Files.readString(proof("A0003"));
        List<String> lines = whole.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(i);
            assertThat(passes(text(fewer))).as("without line %d", i).isFalse();
            List<String> more = new ArrayList<>(lines);
            more.add(i, lines.get(i));
            assertThat(passes(text(more))).as("line %d twice", i).isFalse();
        }
        assertThat(passes(whole.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    private static byte[] text(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private boolean passes(byte[] proof) throws IOException {
        return EvidenceChecker.run(Files.write(folder.resolve("changed.txt"), proof))
                        .exitCode()
                != 1;
    }

    private Path proof(String account) {
        return folder.resolve(new MonthExport(book.jdbc())
                .prove(new MonthStore(book.jdbc()).get(SEPTEMBER), account)
                .write(folder)
                .name());
    }

    private Path pack(YearMonth month, Path output) {
        new MonthExport(book.jdbc())
                .write(new MonthStore(book.jdbc()).get(month), output, EnumSet.of(ExportFormat.EVIDENCE));
        assertThat(output).isDirectoryContaining("glob:**evidence-" + month + ".zip");
        return output.resolve("evidence-" + month + ".zip");
    }
}
