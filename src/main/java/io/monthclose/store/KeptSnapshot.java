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
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The snapshot of a take as it lies in the book, read without faith in it: what is not as it should be is handed out as it is, or
 * is added to the differences.
 */
public final class KeptSnapshot {
    private static final String OF_TAKE = " WHERE billing_month = ? AND take = ?";

    private static final SortedMap<String, String> KEYS_BESIDE_TAKE = new TreeMap<>(Map.of(
            "take_input", "role,file",
            "take_slice", "slice",
            "taken_slice", "slice",
            "take_query", "name",
            "segment", "bucket,slice",
            "reject", "file,line",
            "month_account", "account_id,bucket",
            "month_pack", "account_id,pack_id,bucket"));

    private static final SortedMap<String, String> KEYS_OF_MASTERS =
            new TreeMap<>(Map.of("account", "account_id", "pack", "pack_id", "top_up", "top_up_id"));

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
        return sql.sql("SELECT role, file, name, bytes, line_count, sha256 FROM take_input" + OF_TAKE
                        + (query().isPresent() ? " AND role <> 'USAGE'" : "") + " ORDER BY role, file")
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
        sql.sql("SELECT role, file, bytes, sha256, content FROM take_input" + OF_TAKE
                        + " AND role <> 'USAGE' ORDER BY role, file")
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

    /** Whether the slices of each usage file follow each other to its end. */
    public void checkSlices(List<TakenInput> usage, boolean ofQuery, Differences differences) {
        List<Slice> slices = slices();
        for (TakenInput input : usage) {
            List<Slice> own = slices.stream()
                    .filter(slice -> slice.file() == input.file())
                    .toList();
            String key = "role USAGE file " + input.file();
            long lines = own.stream().mapToLong(Slice::lines).sum();
            if (lines != input.lines()) {
                differences.add(
                        "take_input", key, "line_count", String.valueOf(input.lines()), "its slices have " + lines);
            }
            // Slices of a packed file are of what it unpacks to.
            boolean packed = input.name().endsWith(".gz");
            long end = own.isEmpty() || packed ? input.bytes() : own.getLast().untilByte();
            if (end != input.bytes()) {
                differences.add("take_input", key, "bytes", String.valueOf(input.bytes()), "its slices end at " + end);
            }
            if (ofQuery && own.size() == 1 && !own.getFirst().sha256().equals(input.sha256())) {
                differences.add(
                        "take_input",
                        key,
                        "sha256",
                        input.sha256(),
                        "its slice has " + own.getFirst().sha256());
            }
            follow(own, differences);
        }
        List<Integer> ranks = usage.stream().map(TakenInput::file).toList();
        slices.stream()
                .filter(slice -> !ranks.contains(slice.file()))
                .forEach(slice -> differences.add(
                        "take_slice", key(slice), "file", String.valueOf(slice.file()), "there is no such usage file"));
    }

    private static void follow(List<Slice> slices, Differences differences) {
        for (int i = 1; i < slices.size(); i++) {
            Slice before = slices.get(i - 1);
            Slice slice = slices.get(i);
            if (slice.fromByte() != before.untilByte()) {
                differences.add(
                        "take_slice",
                        key(slice),
                        "from_byte",
                        String.valueOf(slice.fromByte()),
                        "until_byte of slice " + before.number() + " is " + before.untilByte());
            }
            if (slice.firstLine() != before.firstLine() + before.lines()) {
                differences.add(
                        "take_slice",
                        key(slice),
                        "first_line",
                        String.valueOf(slice.firstLine()),
                        "first_line and line_count of slice " + before.number() + " make "
                                + (before.firstLine() + before.lines()));
            }
        }
    }

    private static String key(Slice slice) {
        return "slice " + slice.number();
    }

    /** Rows of takes that the month never had. */
    public void checkTakes(Differences differences) {
        KEYS_BESIDE_TAKE.forEach((table, keys) -> sql.sql("SELECT take," + keys + " FROM " + table
                        + " WHERE billing_month = ? AND take NOT IN"
                        + " (SELECT take FROM usage_take WHERE billing_month = ?) ORDER BY take," + keys)
                .params(take.month().toString(), take.month().toString())
                .query(row -> {
                    StringJoiner key = new StringJoiner(" ");
                    for (String column : keys.split(",", -1)) {
                        key.add(RowComparison.named(column) + " " + row.getString(column));
                    }
                    differences.add(
                            table, key.toString(), "take", row.getString("take"), "usage_take has no such take");
                }));
    }

    /** Master records of months that the book does not have: moved there, they would be known before this month. */
    public void checkMonths(Differences differences) {
        KEYS_OF_MASTERS.forEach((table, key) -> sql.sql("SELECT " + key + ", billing_month FROM " + table
                        + " WHERE billing_month NOT IN (SELECT billing_month FROM closing_month) ORDER BY " + key)
                .query(row -> {
                    differences.add(
                            table,
                            RowComparison.named(key) + " " + row.getString(1),
                            "billing_month",
                            row.getString(2),
                            "the book has no such month");
                }));
    }

    /** Segments of slices that are not planned. */
    public void checkSegments(Differences differences) {
        List<Integer> planned = slices().stream().map(Slice::number).toList();
        slicesOfSegments().stream()
                .filter(slice -> !planned.contains(slice))
                .forEach(slice -> segments(slice)
                        .forEach(segment -> differences.add(
                                "segment",
                                "bucket " + segment.bucket() + " slice " + slice,
                                "slice",
                                String.valueOf(slice),
                                "there is no such slice")));
    }
}
