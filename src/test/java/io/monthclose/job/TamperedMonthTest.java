package io.monthclose.job;

import static io.monthclose.job.TwelveAccounts.AUGUST;
import static io.monthclose.job.TwelveAccounts.SEPTEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monthclose.TestDatabase;
import io.monthclose.job.Tampered.BookTable;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.Difference;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Random changes made to a closed month behind the program's back, one at a time: any table with rows of the month, any row, any
 * column. A verification finds and names every one. How many is the system property {@code monthclose.tests.tamperings}, the first
 * seed {@code monthclose.tests.first-seed}.
 */
@Tag("book")
class TamperedMonthTest {
    private static final long COUNT = Long.getLong("monthclose.tests.tamperings", 40);
    private static final long FIRST_SEED = Long.getLong("monthclose.tests.first-seed", 0);
    private static final Map<String, String> CUT =
            Map.of("month-close.slice-bytes", "900", "month-close.accounts-per-chunk", "5", "month-close.buckets", "3");

    /** What keeps no rows of a month, or is the framework's. */
    private static final Set<String> NOT_OF_A_MONTH = Set.of("book_lease", "book_lease_holder");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatever_is_changed_in_a_closed_month_is_found_and_named() {
        try (TestBook book = TestBook.inMemory("tampered", 2, CUT)) {
            TwelveAccounts input = new TwelveAccounts(folder);
            input.documents(book, AUGUST);
            retaken(book);
            List<BookTable> tables = tables(book.jdbc());
            assertThat(tables).hasSizeGreaterThan(20);
            Map<String, Integer> tried = new TreeMap<>();
            List<String> missed = new ArrayList<>();
            for (long seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed++) {
                tamper(book, tables, seed, tried, missed);
            }
            System.out.println("tampered with " + COUNT + " times from seed " + FIRST_SEED + ": " + tried);
            assertThat(missed).isEmpty();
            Verified.agrees(book, SEPTEMBER);
        }
    }

    /** Every second one is drawn from what nothing that is settled again would show. */
    private static Tampered drawn(JdbcTemplate book, List<BookTable> tables, long seed, Random chance) {
        return switch ((int) (seed % 6)) {
            case 1 -> {
                List<BookTable> ofMonths = tables.stream()
                        .filter(table -> table.columns().containsKey("billing_month")
                                && !table.name().equals("launch"))
                        .toList();
                yield Tampered.strayed(book, ofMonths.get(chance.nextInt(ofMonths.size())), chance);
            }
            case 3 -> Tampered.superseded(book, named(tables, "segment"), chance);
            case 5 -> Tampered.unsealed(book, named(tables, "sealed_row"), chance);
            default -> Tampered.drawn(book, tables.get(chance.nextInt(tables.size())), chance);
        };
    }

    private static BookTable named(List<BookTable> tables, String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Closes September from its second take. */
    private void retaken(TestBook book) {
        String constraint = "no_charge CHECK (billing_month <> '2022-09')";
        book.jdbc().execute("ALTER TABLE settlement ADD CONSTRAINT " + constraint + " " + TestDatabase.unchecked());
        assertThatThrownBy(() -> september(book, Optional.empty())).isInstanceOf(ProblemException.class);
        book.jdbc().execute("ALTER TABLE settlement DROP CONSTRAINT no_charge");
        september(book, Optional.of("a test"));
    }

    private void september(TestBook book, Optional<String> retake) {
        book.close(
                SEPTEMBER,
                folder.resolve("2022-09"),
                folder.resolve("out-2022-09"),
                Instant.parse("2022-10-03T15:00:00Z"),
                TwelveAccounts.PRICES,
                retake,
                Progress.NONE);
    }

    private static void tamper(
            TestBook book, List<BookTable> tables, long seed, Map<String, Integer> tried, List<String> missed) {
        Random chance = new Random(seed);
        Tampered tampered;
        do {
            tampered = drawn(book.jdbc(), tables, seed, chance);
        } while (tampered.isAnyLaunch() || !tampered.done());
        try {
            tried.merge(tampered.table(), 1, Integer::sum);
            VerifyOutcome outcome = book.verify(SEPTEMBER);
            List<String> texts =
                    outcome.differences().stream().map(Difference::text).toList();
            if (outcome.exitCode() != 70 || texts.stream().noneMatch(tampered::isNamedBy)) {
                missed.add("seed " + seed + ": " + tampered + "; found "
                        + texts.stream().limit(5).toList());
            }
        } catch (RuntimeException crashed) {
            missed.add("seed " + seed + ": " + tampered + "; " + crashed);
        } finally {
            tampered.undo();
        }
    }

    /** The tables that have rows of September, in the order of their names. */
    private static List<BookTable> tables(JdbcTemplate book) {
        return Objects.requireNonNull(book.execute((ConnectionCallback<List<BookTable>>) connection -> {
                    DatabaseMetaData about = connection.getMetaData();
                    List<BookTable> found = new ArrayList<>();
                    try (ResultSet rows = about.getTables(null, null, null, new String[] {"TABLE", "BASE TABLE"})) {
                        while (rows.next()) {
                            String name = rows.getString("TABLE_NAME");
                            String schema = String.valueOf(rows.getString("TABLE_SCHEM"));
                            if (schema.equalsIgnoreCase("public")) {
                                table(about, name, found);
                            }
                        }
                    }
                    return found;
                }))
                .stream()
                .filter(table -> Boolean.TRUE.equals(book.queryForObject(
                        "SELECT COUNT(*) > 0 FROM " + table.name() + " WHERE " + table.where(), Boolean.class)))
                .toList();
    }

    private static void table(DatabaseMetaData about, String name, List<BookTable> found) throws SQLException {
        Map<String, Integer> columns = new LinkedHashMap<>();
        try (ResultSet rows = about.getColumns(null, null, name, null)) {
            while (rows.next()) {
                columns.put(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT), rows.getInt("DATA_TYPE"));
            }
        }
        List<String> key = new ArrayList<>();
        try (ResultSet rows = about.getPrimaryKeys(null, null, name)) {
            while (rows.next()) {
                key.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        String table = name.toLowerCase(Locale.ROOT);
        String where = where(table, columns);
        if (!NOT_OF_A_MONTH.contains(table) && !where.isEmpty()) {
            found.add(new BookTable(table, columns, key, where));
        }
    }

    private static String where(String table, Map<String, Integer> columns) {
        return switch (table) {
            case "book" -> "only_row = 1";
            case "price_book", "price_book_pool" ->
                "sha256 IN (SELECT price_book_sha256 FROM closing_month WHERE billing_month = '2022-09')";
            // What comes after the month was sealed is under the seal of the next.
            case "launch" -> "CAST(launch_id AS VARCHAR) IN (" + sealed(table) + ")";
            case "launch_event" -> "CAST(event_id AS VARCHAR) IN (" + sealed(table) + ")";
            default -> columns.containsKey("billing_month") ? "billing_month = '2022-09'" : "";
        };
    }

    private static String sealed(String table) {
        return "SELECT row_key FROM sealed_row WHERE billing_month = '2022-09' AND section = '" + table + "'";
    }
}
