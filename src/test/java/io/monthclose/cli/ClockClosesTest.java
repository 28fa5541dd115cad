package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.Machine;
import io.monthclose.job.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole closes at the edges of December and of February, on machines of other zones and locales: the same exit code, the same bytes. */
@Tag("book")
class ClockClosesTest {
    private static final String USAGE = "record_id,account_id,api,calls,occurred_at\n";

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "2022-12, 2022-12-31T23:59:59+08:00, 76, ",
        "2022-12, 2023-01-01T00:00:00+08:00, 0, CLOSED",
        "2022-12, 2023-01-01T00:00:01+08:00, 0, CLOSED",
        "2022-12, 2023-01-03T23:59:59+08:00, 0, CLOSED",
        "2022-12, 2023-01-04T00:00:00+08:00, 76, RATED",
        "2024-02, 2024-02-29T23:59:59+08:00, 76, ",
        "2024-02, 2024-03-01T00:00:00+08:00, 0, CLOSED",
        "2024-02, 2024-03-03T23:59:59+08:00, 0, CLOSED",
        "2024-02, 2024-03-04T00:00:00+08:00, 76, RATED"
    })
    void a_month_is_closed_between_its_end_and_the_4th(YearMonth month, String now, int exitCode, String state) {
        SmallBook book = book(folder, month).at(now);

        assertThat(book.closeMonth(month.toString()).exitCode()).isEqualTo(exitCode);
        assertThat(book.rows("SELECT state FROM closing_month")).isEqualTo(state == null ? List.of() : List.of(state));
    }

    @Test
    void every_machine_writes_the_same_bytes() {
        YearMonth month = YearMonth.of(2024, 2);
        SortedMap<String, String> plain = closedIn("UTC", Locale.ROOT, month);
        List<String> zones = List.of(
                "Pacific/Kiritimati",
                "Etc/GMT+12",
                "Asia/Kathmandu",
                "America/St_Johns",
                "Africa/Casablanca",
                "Asia/Tokyo");
        for (int i = 0; i < zones.size(); i++) {
            Locale locale = Machine.LOCALES.get(i);

            assertThat(closedIn(zones.get(i), locale, month))
                    .as("%s %s", zones.get(i), locale)
                    .isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "America/Los_Angeles, tr, TR, ",
        "Pacific/Kiritimati, ar, SA, islamic",
        "Asia/Bangkok, th, TH, buddhist",
        "Asia/Tokyo, ja, JP, japanese"
    })
    void a_process_of_another_zone_and_locale_writes_the_same_bytes(
            String zone, String language, String country, String calendar) throws IOException, InterruptedException {
        YearMonth month = YearMonth.of(2022, 12);
        SortedMap<String, String> plain = closedIn("UTC", Locale.ROOT, month);
        Path there = Files.createDirectories(folder.resolve("child"));
        book(there, month);
        ChildProgram child = new ChildProgram(there)
                .with("launcher.home", TestProgram.HOME.toAbsolutePath().toString())
                .with("user.timezone", zone)
                .with("user.language", language)
                .with("user.country", country)
                .with("user.extensions", calendar == null ? "" : "ca-" + calendar);

        TestProgram.Result closed = child.run(
                "close",
                "--month",
                month.toString(),
                "--input",
                there.resolve("in").toString(),
                "--output",
                there.resolve("out").toString(),
                "--as-of",
                "2023-01-02T10:00:00+08:00",
                "--quiet");

        assertThat(closed.err()).isEmpty();
        assertThat(closed.exitCode()).isZero();
        assertThat(Documents.in(there.resolve("out"))).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "2022-12, 2022-12-31, 2023-01-01, 2023-01-02, 2022-12-01, 2022-12-02",
        "2024-02, 2024-02-29, 2024-03-01, 2024-03-02, 2024-02-01, 2024-02-02"
    })
    void an_account_is_billed_when_it_was_open_at_any_instant_and_frozen_for_when_it_stays_open(
            YearMonth month, String lastDay, String nextFirst, String nextSecond, String first, String second)
            throws IOException {
        Map<String, String> expected = new TreeMap<>();
        StringBuilder accounts = new StringBuilder("account_id,name,opened_on,closed_on\n");
        StringBuilder usage = new StringBuilder(USAGE);
        account(expected, accounts, usage, "open-all-the-time", "2020-01-01", "", first, "HELD");
        account(expected, accounts, usage, "opened-on-the-last-day", lastDay, "", lastDay, "HELD");
        account(expected, accounts, usage, "opened-on-the-next-first", nextFirst, "", "", "none");
        account(expected, accounts, usage, "closed-on-the-first", "2020-01-01", first, "", "none");
        account(expected, accounts, usage, "closed-on-the-second", "2020-01-01", second, first, "NONE");
        account(expected, accounts, usage, "closed-on-the-last-day", "2020-01-01", lastDay, first, "NONE");
        account(expected, accounts, usage, "closed-on-the-next-first", "2020-01-01", nextFirst, lastDay, "NONE");
        account(expected, accounts, usage, "closed-on-the-next-second", "2020-01-01", nextSecond, lastDay, "HELD");
        account(expected, accounts, usage, "open-on-the-last-day-alone", lastDay, nextFirst, lastDay, "NONE");
        SmallBook book = new SmallBook(folder);
        book.write("accounts.csv", accounts.toString());
        book.write("usage.csv", usage.toString());
        StringBuilder topUps = new StringBuilder("top_up_id,account_id,amount,received_at\n");
        expected.keySet().forEach(id -> topUps.append("T-" + id + "," + id + ",1000,2020-01-02T00:00:00+08:00\n"));
        book.write("top-ups.csv", topUps.toString());

        assertThat(book.at(nextFirst + "T00:00:00+08:00")
                        .closeMonth(month.toString())
                        .exitCode())
                .isZero();

        Map<String, String> found = new TreeMap<>();
        expected.keySet().forEach(id -> found.put(id, "none"));
        for (String row : Files.readAllLines(book.output().resolve("freezes.csv")).stream()
                .skip(1)
                .toList()) {
            String[] fields = row.split(",", -1);
            found.put(fields[1], fields[5]);
        }
        assertThat(found).isEqualTo(expected);
        assertThat(Files.readAllLines(book.output().resolve("bills.csv"))).hasSize(1 + expected.size() - 2);
    }

    /** An account with 20,000 calls on a day on which it is open, where there is one. */
    private static void account(
            Map<String, String> expected,
            StringBuilder accounts,
            StringBuilder usage,
            String id,
            String opened,
            String closed,
            String day,
            String freeze) {
        expected.put(id, freeze);
        accounts.append(String.join(",", id, "One", opened, closed)).append('\n');
        if (!day.isEmpty()) {
            usage.append(String.join(",", "r-" + id, id, "CropImage", "20000", day + "T23:59:59.999999999+08:00"))
                    .append('\n');
        }
    }

    private SortedMap<String, String> closedIn(String zone, Locale locale, YearMonth month) {
        Path there = folder.resolve("in-" + zone.replace('/', '-'));
        try (Machine _ = Machine.in(zone, locale)) {
            SmallBook book = book(there, month).at(month.plusMonths(1) + "-02T10:00:00+08:00");
            assertThat(book.closeMonth(month.toString()).exitCode())
                    .as("%s %s", zone, locale)
                    .isZero();
            return Documents.in(book.output());
        }
    }

    /** A book with rows at both ends of the month, written in several zones. */
    private static SmallBook book(Path folder, YearMonth month) {
        SmallBook book = new SmallBook(folder);
        String next = month.plusMonths(1).atDay(1).toString();
        List<String> rows = new ArrayList<>(List.of(
                "u1,A0001,DetectProduct,1210000," + month.atDay(1) + "T00:00:00+08:00",
                "u2,A0001,CropImage,30000," + month.atEndOfMonth() + "T23:59:59.999999999+08:00",
                "u3,A0002,CropImage,20000," + next + "T09:59:59+18:00",
                "u4,A0002,RecognizeCar,0," + month.atEndOfMonth() + "T15:59:59.5Z"));
        book.write("usage.csv", USAGE + String.join("\n", rows) + "\n");
        return book;
    }
}
