package io.monthclose.store;

import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Compares a month as it is recorded with the same month settled again in another book, a few tables at a time and row by row. Both
 * sides are read in the order of their keys, each in one transaction a table, so that memory does not grow with the month.
 */
public final class BookComparison {
    private static final int TABLES_AT_ONCE = 2;

    private final JdbcTemplate recorded;
    private final JdbcTemplate again;
    private final YearMonth month;
    private final int recordedTake;
    private final Differences differences;

    /** A comparison of that month and take with the first take of the month in the other book. */
    public BookComparison(
            JdbcTemplate recorded, JdbcTemplate again, YearMonth month, int recordedTake, Differences differences) {
        this.recorded = recorded;
        this.again = again;
        this.month = month;
        this.recordedTake = recordedTake;
        this.differences = differences;
    }

    /**
     * A table that was compared.
     *
     * @param table its name
     * @param rows how many rows of the month are recorded; of {@code rated_rows}, how many files
     */
    public record Compared(String table, long rows) {}

    /** Compares all tables; state and documents only of a month that is closed. */
    public List<Compared> compare(boolean closed) {
        List<ComparedTable> tables = new ArrayList<>(closed ? ComparedTable.CLOSED : List.of());
        tables.addAll(ComparedTable.SNAPSHOT);
        tables.addAll(ComparedTable.RESULTS);
        try (ExecutorService threads = Executors.newFixedThreadPool(TABLES_AT_ONCE)) {
            Queue<CompletableFuture<Part>> parts = new ArrayDeque<>();
            tables.forEach(table -> parts.add(CompletableFuture.supplyAsync(() -> atOneMoment(table), threads)));
            try {
                return told(parts);
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : e;
            } finally {
                parts.forEach(part -> part.cancel(false));
            }
        }
    }

    /** Tells the differences of one table after the other, and forgets them. */
    private List<Compared> told(Queue<CompletableFuture<Part>> parts) {
        List<Compared> told = new ArrayList<>();
        for (CompletableFuture<Part> part = parts.poll(); part != null; part = parts.poll()) {
            Part compared = part.join();
            differences.addAll(compared.differences());
            told.add(compared.table());
        }
        return told;
    }

    /** A table, and what of it differs, until that of the tables before it is told. */
    private record Part(Compared table, Differences differences) {}

    private Part atOneMoment(ComparedTable table) {
        return OneMoment.read(recorded, () -> OneMoment.read(again, () -> compared(table)));
    }

    private Part compared(ComparedTable table) {
        Differences found = new Differences();
        RowComparison rows = new RowComparison(table, found);
        try (Stream<ComparedRow> recordedRows = rows(recorded, table, recordedTake);
                Stream<ComparedRow> againRows = rows(again, table, 1)) {
            return new Part(
                    new Compared(table.name(), rows.merge(recordedRows.iterator(), againRows.iterator())), found);
        }
    }

    private Stream<ComparedRow> rows(JdbcTemplate book, ComparedTable table, int take) {
        ComparedRow.Reader reader = new ComparedRow.Reader(table.key().size());
        return new NamedParameterJdbcTemplate(book)
                .queryForStream(
                        table.query(), Map.of("month", month.toString(), "take", take), (row, _) -> reader.read(row));
    }
}
