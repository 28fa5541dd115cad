package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.transform.TransformerFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** {@code export --format statements}: a bill that a customer can read, as a page and as PDF/A. */
@Tag("book")
class StatementsTest {
    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    private Path statements(String output) {
        return folder.resolve(output).resolve("statements");
    }

    private TestProgram.Result export(String output, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "export",
                "--month",
                "2022-09",
                "--format",
                "statements",
                "--output",
                folder.resolve(output).toString()));
        arguments.addAll(Arrays.asList(more));
        return book.run(arguments.toArray(String[]::new));
    }

    private static SortedMap<String, byte[]> files(Path folder) throws IOException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return found;
    }

    private static byte[] file(SortedMap<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static List<String> pages(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper text = new PDFTextStripper();
            return IntStream.rangeClosed(1, document.getNumberOfPages())
                    .mapToObj(page -> {
                        text.setStartPage(page);
                        text.setEndPage(page);
                        try {
                            return text.getText(document);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }

    private static List<String> breaches(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (PDFAParser parser =
                        Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_2_B);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_B, false)) {
            ValidationResult result = validator.validate(parser);
            assertThat(result.getTotalAssertions()).isGreaterThan(100);
            return result.getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(TestAssertion::getMessage)
                    .toList();
        }
    }

    @Test
    void page_and_pdf_tell_the_worked_example_in_two_languages() throws IOException {
        book.close();

        TestProgram.Result result = export("out-s");

        assertThat(result)
                .isEqualTo(new TestProgram.Result(0, "2022-09: 2 statements in " + statements("out-s") + "\n", ""));
        SortedMap<String, byte[]> files = files(statements("out-s"));
        assertThat(files)
                .containsOnlyKeys("2022-09-A0001.html", "2022-09-A0001.pdf", "2022-09-A0002.html", "2022-09-A0002.pdf");
        String page = new String(files.get("2022-09-A0001.html"), StandardCharsets.UTF_8)
                .replace("&#x3D;", "=")
                .replace("&#39;", "'");
        List<String> printed = pages(file(files, "2022-09-A0001.pdf"));
        assertThat(printed).hasSize(1);
        for (String text : List.of(page, printed.getFirst())) {
            assertThat(text)
                    .contains("账单 Statement", "Blue", "2022-09-A0001")
                    .contains("1,200,000 × 2.2 / 1,000 = 2,640")
                    .contains("1,000,000 – 3,000,000")
                    .contains("2,640.00", "3,360.00", "+6,000.00", "−2,640.00", "698.00")
                    .contains("1,210,000 × 2.2 / 1,000 = 2,662")
                    .contains("已冻结 Frozen", "This month's metered calls × list price", "阶梯 tier 1,000,000 – 3,000,000")
                    .containsIgnoringWhitespaces("Charges, deductions and movements were worked out again")
                    .doesNotContain("Provisional");
        }
        // 20,000 calls of CropImage without a top-up: 10,000 are billable at 2, and the balance is below 0.
        assertThat(pages(file(files, "2022-09-A0002.pdf")).getFirst())
                .contains("10,000 × 2 / 1,000 = 20", "−20.00", "欠费 In arrears", "Not frozen")
                .doesNotContain("-20.00");
    }

    @Test
    void every_pdf_is_pdf_a_2b_and_a_spoiled_one_would_be_seen() throws Exception {
        book.close();
        export("out-s");

        for (Map.Entry<String, byte[]> file : files(statements("out-s")).entrySet()) {
            if (file.getKey().endsWith(".pdf")) {
                assertThat(breaches(file.getValue())).as(file.getKey()).isEmpty();
            }
        }
        try (PDDocument spoiled = Loader.loadPDF(files(statements("out-s")).get("2022-09-A0001.pdf"));
                var bytes = new ByteArrayOutputStream()) {
            spoiled.getDocumentCatalog().setOutputIntents(List.of());
            spoiled.save(bytes);
            assertThat(breaches(bytes.toByteArray())).isNotEmpty();
        }
    }

    /** What the tests bring along must not make another file than the program does without them. */
    @Test
    void the_xml_within_is_written_by_the_jdk_alone() {
        assertThat(TransformerFactory.newInstance().getClass().getModule().getName())
                .isEqualTo("java.xml");
    }

    @Test
    void the_same_month_gives_the_same_bytes_at_any_time() throws IOException {
        book.close();
        export("once");
        book.at("2030-05-05T05:05:05+08:00");
        export("twice");

        SortedMap<String, byte[]> once = files(statements("once"));
        SortedMap<String, byte[]> twice = files(statements("twice"));

        assertThat(twice).containsOnlyKeys(once.keySet());
        once.forEach((name, bytes) -> assertThat(twice.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void any_name_is_shown_as_text() throws Exception {
        String odd = "<script>alert(1)</script> & \u0007 \uFFFF \u202E\u200E\u200F\u061C 𠮷𠀀 مرحبا 🐋 é ﷽ ";
        String longest = odd + "长".repeat(200 - odd.codePointCount(0, odd.length()));
        book.write(
                "accounts.csv",
                "account_id,name,opened_on,closed_on\nA0001,\"" + longest
                        + "\",2022-01-01,\nA0002,Green,2022-01-01,\n");
        book.close();

        assertThat(export("out-s").err()).isEmpty();

        SortedMap<String, byte[]> files = files(statements("out-s"));
        String page = new String(files.get("2022-09-A0001.html"), StandardCharsets.UTF_8);
        assertThat(page)
                .contains(
                        "&lt;script&gt;alert(1)&lt;",
                        "⟨U+0007⟩",
                        "⟨U+FFFF⟩",
                        "⟨U+202E⟩⟨U+200E⟩⟨U+200F⟩⟨U+061C⟩",
                        "𠮷𠀀",
                        "مرحبا",
                        "🐋")
                .doesNotContain("<script");
        assertThat(pages(file(files, "2022-09-A0001.pdf")).getFirst()).contains("<script>alert(1)</script> &", "长长长");
        assertThat(breaches(file(files, "2022-09-A0001.pdf"))).isEmpty();
    }

    @Test
    void a_table_that_does_not_fit_goes_on_under_its_header() throws IOException {
        String topUps = IntStream.range(0, 120)
                .mapToObj(i -> "T" + i + ",A0001,60.00,2022-09-01T09:00:00+08:00\n")
                .collect(Collectors.joining());
        book.write("top-ups.csv", "top_up_id,account_id,amount,received_at\n" + topUps);
        book.close();
        export("out-s", "--account", "A0001");

        SortedMap<String, byte[]> files = files(statements("out-s"));
        assertThat(files).containsOnlyKeys("2022-09-A0001.html", "2022-09-A0001.pdf");
        List<String> printed = pages(file(files, "2022-09-A0001.pdf"));
        assertThat(printed).hasSizeGreaterThan(3);
        for (String page : printed.subList(1, printed.size() - 1)) {
            assertThat(page).contains("Item", "When", "充值 Top-up");
        }
    }

    @Test
    void the_longest_ids_stay_on_the_page() throws IOException {
        String api = "W".repeat(64);
        String id = "M".repeat(64);
        Path prices = book.priceBook("code: DetectProduct\n", "code: " + api + "\n");
        book.write("accounts.csv", "account_id,name,opened_on,closed_on\n" + id + ",Blue,2022-01-01,\n");
        book.write(
                "top-ups.csv",
                "top_up_id,account_id,amount,received_at\n" + id + "," + id + ",6000.00,2022-09-01T09:00:00+08:00\n");
        book.write(
                "prepaid-packs.csv",
                "pack_id,account_id,apis,calls,valid_from,valid_until\n" + id + "," + id + "," + api
                        + ",1000,2022-01-01T00:00:00+08:00,2023-01-01T00:00:00+08:00\n");
        book.write(
                "usage.csv",
                "record_id,account_id,api,calls,occurred_at\nu1," + id + "," + api
                        + ",1210000,2022-09-05T10:15:00+08:00\n");
        assertThat(book.close("--price-book", prices.toString()).exitCode()).isZero();

        export("out-s");

        // A4 is 595 points wide, of which the margins are 45 on either side.
        assertThat(rightmost(file(files(statements("out-s")), "2022-09-" + id + ".pdf")))
                .isBetween(500f, 551f);
    }

    private static float rightmost(byte[] pdf) throws IOException {
        float[] end = new float[1];
        try (PDDocument document = Loader.loadPDF(pdf)) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    end[0] = Math.max(end[0], text.getEndX());
                }
            }.getText(document);
        }
        return end[0];
    }

    @Test
    void what_is_still_open_says_so_and_parked_accounts_have_no_statement() throws IOException {
        book.close();
        // What a month with a parked account looks like: settled, not closed.
        book.tamper("UPDATE closing_month SET state = 'SETTLED'");

        export("out-s", "--account", "A0001");

        for (byte[] file : files(statements("out-s")).values()) {
            String text = new String(file, StandardCharsets.ISO_8859_1).startsWith("%PDF")
                    ? pages(file).getFirst()
                    : new String(file, StandardCharsets.UTF_8);
            assertThat(text).contains("暂定", "Provisional");
        }
    }

    @Test
    void a_bill_that_its_records_do_not_give_has_no_statement() {
        book.close();
        // Of a month that is not closed there is no root that would tell before.
        book.tamper("UPDATE closing_month SET state = 'SETTLED'");
        book.tamper("UPDATE bill SET amount_due = 2640.01 WHERE account_id = 'A0001'");

        TestProgram.Result result = export("out-s");

        assertThat(result.exitCode()).isEqualTo(70);
        assertThat(result.err())
                .isEqualTo(
                        "month-close: 2022-09 A0001: no statement, the book is not what its records give: amount due:"
                                + " the book says 2640.01, the records give 2640\n");
        assertThat(statements("out-s")).isEmptyDirectory();
    }

    @Test
    void the_freeze_is_told_by_the_switches_of_the_price_book() throws IOException {
        Path prices = book.priceBook("freeze_usage: metered ", "freeze_usage: billable ");
        Files.writeString(
                prices, Files.readString(prices).replace("freeze_price: tier-reached ", "freeze_price: first-tier "));
        book.close("--price-book", prices.toString());

        export("out-s", "--account", "A0001");

        assertThat(pages(file(files(statements("out-s")), "2022-09-A0001.pdf")).getFirst())
                .contains("本月计费调用量 × 刊例价", "This month's billable calls × list price")
                .contains("1,200,000 × 2.5 / 1,000 = 3,000 · 首档单价 the first tier's price");
    }

    /** Such as one that a newer program can rate: it has no bill until it is rated once more. */
    @Test
    void a_parked_account_keeps_nobody_from_a_statement() throws IOException {
        book.close();
        book.tamper("UPDATE closing_month SET state = 'SETTLED'");
        book.tamper("DELETE FROM settlement WHERE account_id = 'A0002'");
        book.tamper("DELETE FROM bill WHERE account_id = 'A0002'");
        book.tamper("INSERT INTO parked_account (billing_month, account_id, bucket, stage, reason, calls)"
                + " VALUES ('2022-09', 'A0002', 0, 'RATING', 'no price is in force', 20000)");
        assertThat(book.run("explain", "--month", "2022-09", "--account", "A0002")
                        .exitCode())
                .isEqualTo(70);

        TestProgram.Result result = export("out-s");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(files(statements("out-s"))).containsOnlyKeys("2022-09-A0001.html", "2022-09-A0001.pdf");
    }

    /** The book agrees with itself, and is not what was closed. */
    @Test
    void a_closed_month_with_another_root_has_no_statement() {
        book.close();
        book.tamper("UPDATE top_up SET amount = 7000 WHERE top_up_id = 'T1'");
        book.tamper("UPDATE settlement SET top_ups = 7000, balance_after = 4360,"
                + " entries = REPLACE(REPLACE(entries, '6000', '7000'), '3360', '4360') WHERE account_id = 'A0001'");
        TestProgram.Result explained = book.run("explain", "--month", "2022-09", "--account", "A0001");
        assertThat(explained.out()).contains("+ 7,000.00, T1", "It agrees with the books");

        TestProgram.Result result = export("out-s");

        assertThat(result.exitCode()).isEqualTo(70);
        assertThat(result.err())
                .startsWith("month-close: 2022-09 is not what was closed: the root of what the book holds is ")
                .endsWith("; nothing was written, verify names what differs\n");
        assertThat(statements("out-s")).doesNotExist();
    }

    @Test
    void they_are_written_only_when_asked_for() {
        book.close();

        book.run(
                "export",
                "--month",
                "2022-09",
                "--output",
                folder.resolve("all").toString());

        assertThat(statements("all")).doesNotExist();
        assertThat(book.run(
                        "export",
                        "--month",
                        "2022-09",
                        "--output",
                        folder.resolve("all").toString(),
                        "--account",
                        "A0001"))
                .isEqualTo(new TestProgram.Result(
                        64, "", "month-close: --account goes with --format proof or --format statements\n"));
        assertThat(export("other", "--account", "A9").exitCode()).isEqualTo(64);
    }
}
