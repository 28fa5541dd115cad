package io.monthclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.intake.Sha256;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must hold in a book whose months are all closed, read from its tables without the program's code: money once, and nothing
 * left behind of whatever failed.
 */
final class BookCheck {
    /** Queries that find nothing in a sound book. */
    private static final List<Rule> NO_ROWS = List.of(
            new Rule(
                    "a month that is not closed",
                    "SELECT billing_month, state FROM closing_month WHERE state <> 'CLOSED'"),
            new Rule("a bill without its settlement", """
                SELECT b.billing_month, b.account_id FROM bill b WHERE NOT EXISTS (SELECT 1 FROM settlement s
                WHERE s.billing_month = b.billing_month AND s.account_id = b.account_id AND s.amount_due = b.amount_due)\
                """),
            new Rule("a settlement without a bill", """
                SELECT s.billing_month, s.account_id FROM settlement s WHERE NOT EXISTS (SELECT 1 FROM bill b
                WHERE b.billing_month = s.billing_month AND b.account_id = s.account_id)\
                """),
            new Rule("a freeze of a month before the last that is not released once, whole", """
                SELECT f.billing_month, f.account_id FROM settlement f
                WHERE f.frozen > 0 AND f.billing_month < (SELECT MAX(billing_month) FROM closing_month)
                AND (SELECT COUNT(*) FROM settlement r WHERE r.account_id = f.account_id
                     AND r.released_month = f.billing_month AND r.released = f.frozen) <> 1\
                """),
            new Rule("a release of no freeze", """
                SELECT r.billing_month, r.account_id FROM settlement r WHERE r.released > 0
                AND NOT EXISTS (SELECT 1 FROM settlement f WHERE f.account_id = r.account_id
                                AND f.billing_month = r.released_month AND f.frozen = r.released)\
                """),
            new Rule("an execution that has not ended, or nobody knows how", """
                SELECT JOB_EXECUTION_ID, STATUS FROM BATCH_JOB_EXECUTION
                WHERE END_TIME IS NULL OR STATUS NOT IN ('COMPLETED', 'FAILED', 'STOPPED')\
                """),
            new Rule("a step that has not ended", """
                SELECT STEP_EXECUTION_ID, STEP_NAME, STATUS FROM BATCH_STEP_EXECUTION
                WHERE END_TIME IS NULL OR STATUS NOT IN ('COMPLETED', 'FAILED', 'STOPPED')\
                """),
            new Rule("an instance without an execution", """
                SELECT JOB_INSTANCE_ID FROM BATCH_JOB_INSTANCE
                WHERE JOB_INSTANCE_ID NOT IN (SELECT JOB_INSTANCE_ID FROM BATCH_JOB_EXECUTION)\
                """),
            new Rule(
                    "a broken invariant", "SELECT billing_month, number, detail FROM invariant_result WHERE NOT holds"),
            new Rule("a month without all its invariants", """
                SELECT billing_month, COUNT(*) FROM invariant_result GROUP BY billing_month HAVING COUNT(*) <> 7\
                """),
            new Rule("a launch that ended twice", """
                SELECT launch_id, COUNT(*) FROM launch_event WHERE kind = 'ENDED'
                GROUP BY launch_id HAVING COUNT(*) > 1\
                """));

    /** What must not be, and the query that finds it. */
    private record Rule(String what, String query) {}

    private final Connection database;

    private BookCheck(Connection database) {
        this.database = database;
    }

    /** Checks a book that nobody has open, and the documents of its months under this folder. */
    static void holds(String url, Path output) throws SQLException, IOException {
        try (Connection database = DriverManager.getConnection(url)) {
            BookCheck check = new BookCheck(database);
            for (Rule rule : NO_ROWS) {
                assertThat(check.rows(rule.query)).as(rule.what).isEmpty();
            }
            check.balancesAreTheSumsOfPostings();
            check.documentsAreThoseThatWereKept(output);
        }
    }

    /** The rows of every table that a close may write, as the hash of their text, but for its history. */
    static SortedMap<String, String> tables(String url) throws SQLException {
        try (Connection database = DriverManager.getConnection(url)) {
            BookCheck check = new BookCheck(database);
            SortedMap<String, String> found = new TreeMap<>();
            for (String table : List.of(
                    "closing_month",
                    "take_input",
                    "taken_slice",
                    "segment",
                    "reject",
                    "bill",
                    "pack_movement",
                    "rated_rows",
                    "settlement",
                    "counted_top_up",
                    "invariant_result",
                    "month_document",
                    "BATCH_JOB_INSTANCE",
                    "BATCH_JOB_EXECUTION",
                    "BATCH_STEP_EXECUTION")) {
                List<String> rows = check.rows("SELECT * FROM " + table).stream()
                        .map(List::toString)
                        .sorted()
                        .toList();
                found.put(
                        table,
                        rows.size() + " " + Sha256.of(String.join("\n", rows).getBytes(StandardCharsets.UTF_8)));
            }
            return found;
        }
    }

    /** Walks every account's entries over all months; each top-up counts once. */
    private void balancesAreTheSumsOfPostings() throws SQLException {
        Map<String, BigDecimal> balances = new HashMap<>();
        Map<String, BigDecimal> freezes = new HashMap<>();
        Set<String> counted = new HashSet<>();
        for (List<String> row :
                rows("SELECT account_id, opening_balance, balance_after, frozen, entries FROM settlement"
                        + " ORDER BY billing_month, account_id")) {
            String account = row.get(0);
            BigDecimal balance = balances.getOrDefault(account, BigDecimal.ZERO);
            BigDecimal frozen = freezes.getOrDefault(account, BigDecimal.ZERO);
            assertThat(balance).as("opening balance of " + row).isEqualByComparingTo(row.get(1));
            for (String entry : row.get(4).lines().toList()) {
                String[] fields = entry.split(",", -1);
                BigDecimal amount = new BigDecimal(fields[1]);
                switch (fields[0]) {
                    case "TOP_UP" -> {
                        balance = balance.add(amount);
                        assertThat(counted.add(fields[3]))
                                .as("counted once: " + entry)
                                .isTrue();
                    }
                    case "CHARGE" -> balance = balance.subtract(amount);
                    case "FREEZE" -> frozen = frozen.add(amount);
                    case "RELEASE" -> frozen = frozen.subtract(amount);
                    default -> throw new AssertionError(entry);
                }
            }
            assertThat(balance).as("balance of " + row).isEqualByComparingTo(row.get(2));
            assertThat(frozen).as("freeze of " + row).isEqualByComparingTo(row.get(3));
            balances.put(account, balance);
            freezes.put(account, frozen);
        }
        List<List<String>> topUps = rows("SELECT top_up_id FROM counted_top_up");
        assertThat(topUps).hasSize(counted.size()).allMatch(row -> counted.contains(row.getFirst()));
    }

    private void documentsAreThoseThatWereKept(Path output) throws SQLException, IOException {
        List<List<String>> kept = rows("SELECT billing_month, name, sha256 FROM month_document");
        assertThat(kept).isNotEmpty();
        for (List<String> document : kept) {
            byte[] bytes = Files.readAllBytes(output.resolve(document.get(0)).resolve(document.get(1)));
            assertThat(Sha256.of(bytes)).as(document.toString()).isEqualTo(document.get(2));
        }
    }

    private List<List<String>> rows(String query) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<List<String>> found = new ArrayList<>();
            while (rows.next()) {
                List<String> fields = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    fields.add(String.valueOf(rows.getString(i)));
                }
                found.add(fields);
            }
            return found;
        }
    }
}
