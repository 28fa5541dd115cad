package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a close that goes well ends: 0, or 3 with the exceptions named. */
@Tag("book")
class ClosedMonthTest {
    @TempDir
    private Path folder = Path.of("");

    private SmallBook book;

    @BeforeEach
    void open() {
        book = new SmallBook(folder);
    }

    @Test
    void a_month_is_closed_and_the_summary_says_what_it_comes_to() {
        TestProgram.Result closed = book.close();

        assertThat(closed.exitCode()).isZero();
        assertThat(closed.err()).isEmpty();
        assertThat(closed.out().replaceAll("[0-9a-f]{64}", "HEX")).isEqualTo("""
            2022-09 is closed, the first month of this book
              accounts   2 billed, 1 in arrears, 0 suspended
              usage      3 lines = 3 accepted + 0 duplicate + 0 rejected
              calls      1,230,000 metered = 0 beta + 20,000 free + 0 prepaid + 1,210,000 billable
              billed     2,660.00 CNY
              topped up  6,000.00 CNY
              released   0.00 CNY
              frozen     2,662.00 CNY of 2,702.00 wanted
              arrears    -20.00 CNY
              documents  %s
              root       HEX
              seal       HEX
            """.formatted(book.output()));
        assertThat(book.documents().keySet())
                .containsExactly(
                        "bill-lines.csv",
                        "bills.csv",
                        "freezes.csv",
                        "index.html",
                        "ledger.csv",
                        "pack-draws.csv",
                        "packs.csv",
                        "rejects.csv",
                        "settlement.json");
        assertThat(book.output().resolve("run.json")).exists();
    }

    @Test
    void a_close_that_is_not_quiet_tells_each_step_on_standard_error() {
        TestProgram.Result closed = book.run(
                "close",
                "--month",
                "2022-09",
                "--input",
                book.input().toString(),
                "--output",
                book.output().toString());

        assertThat(closed.err()).isEqualTo("""
            takeUsage        lines 3, rejected 0
            rateAccounts     bills 2, lines 2, parked 0
            reconcileRating  done
            settleAccounts   accounts 2, entries 4, charged 2660.00, frozen 2662.00
            reconcileBooks   done
            export           done
            """);
    }

    @Test
    void a_month_that_is_closed_already_says_so_and_nothing_changes() throws IOException {
        book.close();
        List<String> tables = book.rows("SELECT table_name FROM information_schema.tables WHERE LOWER(table_schema) ="
                + " 'public' AND LOWER(table_name) NOT LIKE 'launch%'"
                + " AND LOWER(table_name) NOT LIKE 'book_lease%' ORDER BY table_name");
        List<String> before = tables.stream().map(this::content).toList();
        for (String name : book.documents().keySet()) {
            Files.delete(book.output().resolve(name));
        }
        book.write("usage.csv", "not even a header");
        book.at("2023-01-01T00:00:00+08:00");

        TestProgram.Result again = book.close();

        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).isEqualTo("2022-09 is closed already; nothing was done\n");
        assertThat(book.documents()).isEmpty();
        assertThat(tables)
                .map(name -> name.toUpperCase(Locale.ROOT))
                .contains("BILL", "SETTLEMENT", "BATCH_STEP_EXECUTION", "CLOSING_MONTH");
        assertThat(tables.stream().map(this::content).toList()).isEqualTo(before);
    }

    private String content(String table) {
        return table + " " + String.join("\n", book.rows("SELECT * FROM \"" + table + "\""));
    }

    @Test
    void rejected_records_end_3_and_are_named_and_the_month_is_closed() {
        book.write("usage.csv", """
            record_id,account_id,api,calls,occurred_at
            u1,A0001,DetectProduct,500000,2022-09-05T10:15:00+08:00
            u1,A0001,DetectProduct,500001,2022-09-05T10:15:00+08:00
            u1,A0001,DetectProduct,500000,2022-09-05T02:15:00Z
            u2,A0009,DetectProduct,1,2022-09-05T10:15:00+08:00
            u3,A0001,DetectProduct,1,2022-08-05T10:15:00+08:00
            """);

        TestProgram.Result closed = book.close();

        assertThat(closed.exitCode()).isEqualTo(3);
        assertThat(closed.err()).isEmpty();
        assertThat(closed.out())
                .startsWith("2022-09 is closed, the first month of this book\n")
                .contains("  usage      5 lines = 1 accepted + 1 duplicate + 3 rejected\n")
                .containsPattern("  rejected   .*LATE 1")
                .containsPattern("  rejected   .*UNKNOWN_ACCOUNT 1")
                .containsPattern("  rejected   .*CONFLICT 1");
        assertThat(book.close().exitCode()).as("closed already").isZero();
    }

    @Test
    void only_the_first_month_says_that_it_starts_the_chain() {
        assertThat(book.close().out()).startsWith("2022-09 is closed, the first month of this book\n");
        book.write("usage.csv", "record_id,account_id,api,calls,occurred_at\n");

        TestProgram.Result october = book.at("2022-11-01T00:00:00+08:00").closeMonth("2022-10");

        assertThat(october.exitCode()).isZero();
        assertThat(october.out()).startsWith("2022-10 is closed\n");
        assertThat(book.rows("SELECT detail FROM launch_event WHERE detail LIKE 'FIRST OF CHAIN%'"))
                .containsExactly("FIRST OF CHAIN: the book starts with 2022-09");
    }

    @Test
    void files_that_are_none_of_the_contracts_are_named() {
        book.write("usages.txt", "");
        book.write("account.csv", "");

        assertThat(book.close().out()).contains("  ignored    account.csv is none of the input files\n");
    }

    @Test
    void an_account_whose_name_takes_200_characters_beyond_the_basic_plane_is_settled() {
        book.write(
                "accounts.csv",
                "account_id,name,opened_on,closed_on\nA0001," + "😀".repeat(200)
                        + ",2022-01-01,\nA0002,Green,2022-01-01,\n");

        assertThat(book.close().exitCode()).isZero();
    }
}
