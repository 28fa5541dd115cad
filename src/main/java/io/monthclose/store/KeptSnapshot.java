package io.monthclose.store;

import io.monthclose.intake.Header;
import io.monthclose.intake.RejectedRow;
import io.monthclose.intake.Segment;
import io.monthclose.intake.Sha256;
import io.monthclose.intake.Slice;
import io.monthclose.intake.UsageQuery;
import io.monthclose.usage.LateUsage;
import io.monthclose.usage.Origin;
import io.monthclose.usage.RejectReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The snapshot of a take as it lies in the book, read without faith in it: what is not as it should be is handed out as it is, or
 * is added to the differences.
 */
public final class KeptSnapshot {
    /** Any other word is a role of nothing; its row is told where the rows are compared. */
    private static final String MASTERS = "'ACCOUNTS', 'PACKS', 'TOP_UPS'";

    private static final String OF_TAKE = " WHERE billing_month = ? AND take = ?";

    private final JdbcClient sql;
    private final QueryStore queries;
    private final Take take;

    /** The snapshot of a take in this database. */
    public KeptSnapshot(JdbcTemplate jdbc, Take take) {
        this.sql = JdbcClient.create(jdbc);
        this.queries = new QueryStore(jdbc);
        this.take = take;
    }

    /** The take. */
    public Take take() {
        return take;
    }

    /** The usage files by rank; a header that is none is told, and taken for the usual one. */
    public List<TakenInput> usage(Differences differences) {
        return sql.sql("SELECT role, file, name, bytes, line_count, sha256, header FROM take_input" + OF_TAKE
                        + " AND role = 'USAGE' ORDER BY file")
                .params(take.month().toString(), take.number())
                .query((row, _) -> new TakenInput(
                        TakenInput.Role.USAGE,
                        row.getInt("file"),
                        row.getString("name"),
                        row.getLong("bytes"),
                        row.getLong("line_count"),
                        row.getString("sha256"),
                        header(row, differences),
                        null))
                .list();
    }

    private static Header header(ResultSet row, Differences differences) throws SQLException {
        String kept = String.valueOf(row.getString("header"));
        List<String> columns = Arrays.asList(kept.split(",", -1));
        if (columns.size() == Header.USAGE.size() && columns.containsAll(Header.USAGE)) {
            return new Header(columns);
        }
        differences.add(
                "take_input",
                "role USAGE file " + row.getInt("file"),
                "header",
                kept,
                "not the columns " + String.join(",", Header.USAGE));
        return new Header(Header.USAGE);
    }

    /** The files that were read: all of them, but for usage that came from a database. */
    public List<TakenInput> files() {
        return sql.sql("SELECT role, file, name, bytes, line_count, sha256 FROM take_input" + OF_TAKE + " AND role IN ("
                        + (query().isPresent() ? "" : "'USAGE', ") + MASTERS + ") ORDER BY role, file")
                .params(take.month().toString(), take.number())
                .query((row, _) -> new TakenInput(
                        TakenInput.Role.valueOf(row.getString("role")),
                        row.getInt("file"),
                        row.getString("name"),
                        row.getLong("bytes"),
                        row.getLong("line_count"),
                        row.getString("sha256"),
                        null,
                        null))
                .list();
    }

    /** The bytes of the master files, by role. */
    public Map<TakenInput.Role, byte[]> masters(Differences differences) {
        Map<TakenInput.Role, byte[]> contents = new TreeMap<>();
        sql.sql("SELECT role, file, bytes, sha256, content FROM take_input" + OF_TAKE + " AND role IN (" + MASTERS
                        + ") ORDER BY role, file")
                .params(take.month().toString(), take.number())
                .query(row -> {
                    byte[] content = row.getBytes("content");
                    String key = "role " + row.getString("role") + " file " + row.getInt("file");
                    if (content == null) {
                        differences.add("take_input", key, "content", "nothing", "a master file is kept whole");
                        return;
                    }
                    String sha256 = Sha256.of(content);
                    if (!sha256.equals(row.getString("sha256"))) {
                        differences.add(
                                "take_input",
                                key,
                                "sha256",
                                row.getString("sha256"),
                                "its content hashes to " + sha256);
                    }
                    contents.putIfAbsent(TakenInput.Role.valueOf(row.getString("role")), content);
                });
        return contents;
    }

    /** Its slices, in order. */
    public List<Slice> slices() {
        return sql.sql("SELECT * FROM take_slice" + OF_TAKE + " ORDER BY slice")
                .params(take.month().toString(), take.number())
                .query((row, _) -> SnapshotStore.slice(row))
                .list();
    }

    /** The segments of a slice, by bucket. */
    public List<Segment> segments(int slice) {
        return sql.sql("SELECT bucket, row_count, bytes, sha256 FROM segment" + OF_TAKE
                        + " AND slice = ? ORDER BY bucket")
                .params(take.month().toString(), take.number(), slice)
                .query((row, _) -> new Segment(row.getInt(1), row.getInt(2), row.getBytes(3), row.getString(4)))
                .list();
    }

    /** The numbers of slices of which there are segments. */
    public List<Integer> slicesOfSegments() {
        return sql.sql("SELECT DISTINCT slice FROM segment" + OF_TAKE + " ORDER BY slice")
                .params(take.month().toString(), take.number())
                .query(Integer.class)
                .list();
    }

    /** The rejects of a slice's lines, in order. */
    public List<RejectedRow> rejects(Slice slice) {
        return sql.sql("SELECT * FROM reject" + OF_TAKE + " AND file = ? AND line >= ? AND line < ? ORDER BY line")
                .params(
                        take.month().toString(),
                        take.number(),
                        slice.file(),
                        slice.firstLine(),
                        slice.firstLine() + slice.lines())
                .query((row, _) -> reject(row))
                .list();
    }

    private static RejectedRow reject(ResultSet row) throws SQLException {
        return new RejectedRow(
                new Origin(row.getInt("file"), row.getLong("line")),
                reason(row.getString("reason")),
                row.getString("detail"),
                row.getBytes("raw"),
                row.getLong("raw_bytes"),
                row.getString("raw_sha256"),
                late(row));
    }

    private static RejectReason reason(String text) {
        return Arrays.stream(RejectReason.values())
                .filter(reason -> reason.name().equals(text))
                .findFirst()
                .orElse(RejectReason.MALFORMED);
    }

    private static @Nullable LateUsage late(ResultSet row) throws SQLException {
        String month = row.getString("late_month");
        try {
            return month == null ? null : new LateUsage(YearMonth.parse(month), row.getLong("late_calls"));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The query that usage came from, where it did. */
    public Optional<UsageQuery> query() {
        return queries.find(take);
    }
}
