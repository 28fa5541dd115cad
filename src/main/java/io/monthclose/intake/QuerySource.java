package io.monthclose.intake;

import io.monthclose.period.BillingMonth;
import io.monthclose.period.InstantText;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.usage.Origin;
import io.monthclose.usage.RejectReason;
import io.monthclose.usage.RowVerdict;
import java.io.InputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a month's usage with a query, slice by slice: rows become lines as a usage file has them, in an order of their own, and
 * are judged as such. May be shared by threads; each reads with a connection of its own.
 */
public final class QuerySource implements AutoCloseable {
    private static final int ROWS_FETCHED_AT_ONCE = 2000;
    private static final Header HEADER = new Header(Header.USAGE);
    private static final RowVerdict.Rejected LINE_BREAK =
            new RowVerdict.Rejected(RejectReason.MALFORMED, "a line break inside a value", null);

    private final UsageQuery query;
    private final BillingMonth month;
    private final SourceConnections connections;
    private final long mostBytes;
    private final SourceFailure failure;

    /**
     * A source of one month.
     *
     * @param mostBytes how much of a slice is held in memory at most; a larger one is refused
     */
    public QuerySource(UsageQuery query, BillingMonth month, SourceConnections connections, long mostBytes) {
        this.query = query;
        this.month = month;
        this.connections = connections;
        this.mostBytes = mostBytes;
        this.failure = new SourceFailure(query.name(), connections.address());
    }

    /**
     * Asks for the first slice and looks at its columns.
     *
     * @throws ProblemException DATABASE_UNREACHABLE, or INPUT_REFUSED when the query fails or has other columns than usage
     */
    public void check() {
        each(query.slices(month).getFirst(), 1, _ -> {});
    }

    /**
     * Reads one slice.
     *
     * @throws ProblemException DATABASE_UNREACHABLE when the connection fails, INPUT_REFUSED when the query fails, has other
     *     columns than usage, returns a row of another slice, or more than is held
     */
    public TakenSlice read(TimeSlice slice, SliceReader reader) {
        List<byte[]> keys = sorted(slice);
        SliceCollector collector = reader.collector(HEADER);
        LineCursor cursor = new LineCursor(InputStream.nullInputStream());
        MessageDigest digest = Sha256.start();
        long bytes = 0;
        for (int rank = 0; rank < keys.size(); rank++) {
            byte[] line = SortKey.line(keys.get(rank));
            if (rank > 0) {
                digest.update((byte) '\n');
                bytes++;
            }
            digest.update(line);
            bytes += line.length;
            cursor.present(line);
            judge(collector, cursor, line, new Origin(slice.number(), rank + 1L));
        }
        return collector.taken(
                new Slice(slice.number(), slice.number(), 0, bytes, 1, keys.size(), Sha256.hex(digest.digest())));
    }

    private static void judge(SliceCollector collector, LineCursor cursor, byte[] line, Origin origin) {
        boolean broken = false;
        for (byte next : line) {
            broken |= next == '\n' || next == '\r';
        }
        if (broken) {
            collector.reject(cursor, origin, LINE_BREAK);
        } else {
            collector.judge(cursor, origin);
        }
    }

    private List<byte[]> sorted(TimeSlice slice) {
        List<byte[]> keys = new ArrayList<>();
        long[] held = {0};
        each(slice, 0, row -> {
            checkInside(slice, row);
            byte[] key = SortKey.of(row.fields());
            held[0] += key.length;
            if (held[0] > mostBytes) {
                throw refused(
                        slice,
                        "has more than " + mostBytes
                                + " bytes of rows, which do not fit in memory: make month-close.usage.slice-width"
                                + " smaller, or give Java more memory");
            }
            keys.add(key);
        });
        keys.sort(Arrays::compareUnsigned);
        return keys;
    }

    /** A row that another slice returns too would count twice, and one that its own slice leaves out would be lost. */
    private void checkInside(TimeSlice slice, SourceRow row) {
        Instant instant = row.occurredAt().orElse(month.end());
        if (month.contains(instant) && !slice.range().contains(instant)) {
            throw refused(
                    slice,
                    "the query returned record " + MasterFields.shown(row.fields()[0]) + " of "
                            + InstantText.format(instant, month.zone()) + ", which is not from "
                            + InstantText.format(slice.range().from(), month.zone()) + " until before "
                            + InstantText.format(slice.range().until(), month.zone())
                            + "; it must ask for occurred_at >= :from AND occurred_at < :until");
        }
    }

    private void each(TimeSlice slice, int mostRows, RowTaker rows) {
        Connection connection;
        try {
            connection = connections.take();
        } catch (SQLException e) {
            throw failure.unreachable(e);
        }
        boolean whole = false;
        try {
            each(connection, slice, mostRows, rows);
            connections.giveBack(connection);
            whole = true;
        } catch (SQLException e) {
            throw failure.unanswered(e, query.file(slice, month));
        } finally {
            if (!whole) {
                SourceConnections.discard(connection);
            }
        }
    }

    private void each(Connection connection, TimeSlice slice, int mostRows, RowTaker rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query.statement())) {
            statement.setFetchSize(ROWS_FETCHED_AT_ONCE);
            statement.setMaxRows(mostRows);
            Object[] values = query.values(slice);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                SourceColumns columns = SourceColumns.of(query.name(), found.getMetaData(), month.zone());
                while (found.next()) {
                    rows.take(columns.row(found));
                }
            }
        }
    }

    /** Takes the rows of a slice, one after the other. */
    private interface RowTaker {
        void take(SourceRow row);
    }

    private ProblemException refused(TimeSlice slice, String why) {
        return new ProblemException(ProblemCode.INPUT_REFUSED, query.file(slice, month) + ": " + why);
    }

    /** Closes every connection. */
    @Override
    public void close() {
        connections.close();
    }
}
