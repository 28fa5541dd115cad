package io.monthclose.store;

import io.monthclose.intake.Sha256;
import io.monthclose.intake.Slice;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks whether the rows of a snapshot fit each other, and adds what does not to the differences. */
public final class SnapshotChecks {
    /** Of each table: a book in which very many were planted is not to fill the memory. */
    private static final int MOST_STRAYS = 1000;

    private static final SortedMap<String, String> KEYS_BESIDE_TAKE = new TreeMap<>(Map.of(
            "take_input", "role,file",
            "take_slice", "slice",
            "taken_slice", "slice",
            "take_query", "name",
            "segment", "bucket,slice",
            "reject", "file,line",
            "month_account", "account_id,bucket",
            "month_pack", "account_id,pack_id,bucket"));

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final KeptSnapshot snapshot;
    private final String month;
    private final Differences differences;

    /** Checks of a snapshot in this database. */
    public SnapshotChecks(JdbcTemplate jdbc, KeptSnapshot snapshot, Differences differences) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.snapshot = snapshot;
        this.month = snapshot.take().month().toString();
        this.differences = differences;
    }

    /**
     * Checks all of it, but for what is checked as it is read.
     *
     * @param usage the usage files of the take
     */
    public void check(List<TakenInput> usage) {
        slices(usage);
        unplanned();
        superseded();
        takes();
        months();
    }

    /** Whether the slices of each usage file follow each other to its end. */
    private void slices(List<TakenInput> usage) {
        boolean ofQuery = snapshot.query().isPresent();
        List<Slice> slices = snapshot.slices();
        for (TakenInput input : usage) {
            List<Slice> own = slices.stream()
                    .filter(slice -> slice.file() == input.file())
                    .toList();
            ofFile(input, own, ofQuery);
            follow(own);
        }
        List<Integer> ranks = usage.stream().map(TakenInput::file).toList();
        slices.stream()
                .filter(slice -> !ranks.contains(slice.file()))
                .forEach(slice -> differences.add(
                        "take_slice", key(slice), "file", String.valueOf(slice.file()), "there is no such usage file"));
    }

    private void ofFile(TakenInput input, List<Slice> own, boolean ofQuery) {
        String key = "role USAGE file " + input.file();
        long lines = own.stream().mapToLong(Slice::lines).sum();
        if (lines != input.lines()) {
            differences.add("take_input", key, "line_count", String.valueOf(input.lines()), "its slices have " + lines);
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
    }

    private void follow(List<Slice> slices) {
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

    /** Segments of takes that were replaced: nothing is settled from them any more, and so nothing else reads them. */
    private void superseded() {
        sql.sql("SELECT DISTINCT take, slice FROM segment WHERE billing_month = ? AND take <> ? ORDER BY take, slice")
                .params(month, snapshot.take().number())
                .query((row, _) -> List.of(row.getInt(1), row.getInt(2)))
                .list()
                .forEach(slice -> superseded(slice.getFirst(), slice.getLast()));
    }

    /** A slice at a time, which is small enough for memory. */
    private void superseded(int take, int slice) {
        sql.sql("SELECT bucket, bytes, sha256 FROM segment WHERE billing_month = ? AND take = ? AND slice = ?"
                        + " ORDER BY bucket")
                .params(month, take, slice)
                .query(row -> {
                    String found = Sha256.of(row.getBytes(2));
                    if (!found.equals(row.getString(3))) {
                        differences.add(
                                "segment",
                                "take " + take + " bucket " + row.getInt(1) + " slice " + slice,
                                "bytes, sha256",
                                row.getString(3),
                                "its bytes hash to " + found);
                    }
                });
    }

    /** Rows of takes that the month never had. */
    private void takes() {
        KEYS_BESIDE_TAKE.forEach((table, keys) -> sql.sql("SELECT take," + keys + " FROM " + table
                        + " WHERE billing_month = ? AND take NOT IN"
                        + " (SELECT take FROM usage_take WHERE billing_month = ?) ORDER BY take," + keys)
                .params(month, month)
                .query(row -> {
                    StringJoiner key = new StringJoiner(" ");
                    for (String column : keys.split(",", -1)) {
                        key.add(RowComparison.named(column) + " " + row.getString(column));
                    }
                    differences.add(
                            table, key.toString(), "take", row.getString("take"), "usage_take has no such take");
                }));
    }

    /** Rows of months that the book does not have: what lies there would be known before this month, or count in none. */
    private void months() {
        new StrayRows(jdbc)
                .find(MOST_STRAYS)
                .forEach(stray ->
                        differences.add(stray.table(), stray.key(), "billing_month", stray.month(), stray.why()));
    }

    /** Segments of slices that are not planned. */
    private void unplanned() {
        List<Integer> planned = snapshot.slices().stream().map(Slice::number).toList();
        snapshot.slicesOfSegments().stream()
                .filter(slice -> !planned.contains(slice))
                .forEach(slice -> snapshot.segments(slice)
                        .forEach(segment -> differences.add(
                                "segment",
                                "bucket " + segment.bucket() + " slice " + slice,
                                "slice",
                                String.valueOf(slice),
                                "there is no such slice")));
    }
}
