package io.monthclose.store;

import io.monthclose.intake.BucketRows;
import io.monthclose.intake.Header;
import io.monthclose.intake.RejectedRow;
import io.monthclose.intake.Slice;
import io.monthclose.intake.TakenSlice;
import io.monthclose.ledger.Position;
import io.monthclose.money.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a month is settled from: inputs, slices, segments, rejects, and its accounts and packs as they stood before. */
public final class SnapshotStore {
    private static final int REJECTS_AT_ONCE = 5_000;
    private static final String OF_TAKE = " WHERE billing_month = ? AND take = ?";
    private static final String OF_BUCKET = OF_TAKE + " AND bucket = ?";

    private final JdbcClient sql;
    private final BulkInsert bulk;

    /** A store on this database. */
    public SnapshotStore(JdbcTemplate jdbc) {
        this.sql = JdbcClient.create(jdbc);
        this.bulk = new BulkInsert(jdbc);
    }

    /** The take of a month. */
    public Take take(MonthRow month) {
        return sql.sql("SELECT buckets FROM usage_take" + OF_TAKE)
                .params(month.month().toString(), month.take())
                .query((row, _) -> new Take(month.month(), month.take(), row.getInt(1)))
                .single();
    }

    /** Keeps the plan of a take: all that is known before the first slice is read. */
    public void plan(
            Take take,
            List<TakenInput> inputs,
            List<Slice> slices,
            List<MonthAccount> accounts,
            List<BucketPack> packs) {
        inputs(take, inputs, slices);
        bulk.into(
                "month_account",
                "billing_month,take,bucket,account_id,due,name,opened_on,closed_on,balance,frozen",
                accounts.stream()
                        .map(account -> SnapshotRows.accountRow(take, account))
                        .toList());
        bulk.into(
                "month_pack",
                "billing_month,take,bucket,account_id,pack_id,apis,calls,valid_from,valid_until,opening",
                packs.stream().map(pack -> SnapshotRows.packRow(take, pack)).toList());
    }

    /** Keeps what was read: inputs, and the slices they are cut into. */
    public void inputs(Take take, List<TakenInput> inputs, List<Slice> slices) {
        bulk.into(
                "take_input",
                "billing_month,take,role,file,name,bytes,line_count,sha256,header,content",
                inputs.stream().map(input -> SnapshotRows.inputRow(take, input)).toList());
        bulk.into(
                "take_slice",
                "billing_month,take,slice,file,from_byte,until_byte,first_line,line_count,sha256",
                slices.stream().map(slice -> SnapshotRows.sliceRow(take, slice)).toList());
    }

    /**
     * A pack with its bucket.
     *
     * @param bucket its account's
     * @param pack the pack and what is left of it
     */
    public record BucketPack(int bucket, MonthPack pack) {}

    /** The files of a take: usage files by rank, then the others. */
    public List<TakenInput> inputs(Take take) {
        return sql.sql("SELECT role, file, name, bytes, line_count, sha256, header FROM take_input" + OF_TAKE
                        + " ORDER BY CASE role WHEN 'USAGE' THEN 0 ELSE 1 END, role, file")
                .params(take.month().toString(), take.number())
                .query((row, _) -> input(row))
                .list();
    }

    /** The master files of a take with their bytes, in the order of {@link #inputs}. */
    public List<TakenInput> masterFiles(Take take) {
        return sql.sql("SELECT role, file, name, bytes, line_count, sha256, header, content FROM take_input" + OF_TAKE
                        + " AND content IS NOT NULL ORDER BY role, file")
                .params(take.month().toString(), take.number())
                .query((row, _) -> input(row).with(row.getBytes("content")))
                .list();
    }

    /** The slices that are planned and not yet taken, in order. */
    public List<Slice> pendingSlices(Take take) {
        return sql.sql("SELECT * FROM take_slice s" + OF_TAKE
                        + " AND NOT EXISTS (SELECT 1 FROM taken_slice t WHERE t.billing_month ="
                        + " s.billing_month AND t.take = s.take AND t.slice = s.slice) ORDER BY slice")
                .params(take.month().toString(), take.number())
                .query((row, _) -> slice(row))
                .list();
    }

    /** Keeps slices that were read: counts, segments and rejects. */
    public void taken(Take take, List<? extends TakenSlice> slices) {
        String month = take.month().toString();
        for (TakenSlice taken : slices) {
            int slice = taken.slice().number();
            bulk.into(
                    "taken_slice", "billing_month,take,slice,kept,kept_calls,rejected", List.<Object[]>of(new Object[] {
                        month,
                        take.number(),
                        slice,
                        taken.kept(),
                        new BigDecimal(taken.keptCalls()),
                        (long) taken.rejects().size()
                    }));
            bulk.into(
                    "segment",
                    "billing_month,take,bucket,slice,row_count,bytes,sha256",
                    taken.segments().stream()
                            .map(segment -> SnapshotRows.segmentRow(take, slice, segment))
                            .toList());
            rejects(take, taken.rejects());
        }
    }

    /** Keeps rejected rows. */
    public void rejects(Take take, List<RejectedRow> rejects) {
        for (int from = 0; from < rejects.size(); from += REJECTS_AT_ONCE) {
            List<RejectedRow> some = rejects.subList(from, Math.min(rejects.size(), from + REJECTS_AT_ONCE));
            bulk.into(
                    "reject",
                    "billing_month,take,file,line,reason,detail,raw,raw_bytes,raw_sha256,late_month,late_calls",
                    some.stream()
                            .map(reject -> SnapshotRows.rejectRow(take, reject))
                            .toList());
        }
    }

    /** The kept rows of a bucket. */
    public BucketRows rows(Take take, int bucket) {
        BucketRows rows = new BucketRows();
        sql.sql("SELECT bytes, sha256 FROM segment" + OF_BUCKET + " ORDER BY slice")
                .params(take.month().toString(), take.number(), bucket)
                .query(row -> {
                    rows.add(row.getBytes(1), row.getString(2));
                });
        return rows;
    }

    /** The accounts of a bucket, by id. */
    public List<MonthAccount> accounts(Take take, int bucket) {
        return sql.sql("SELECT * FROM month_account" + OF_BUCKET + " ORDER BY account_id")
                .params(take.month().toString(), take.number(), bucket)
                .query(SnapshotStore::account)
                .list();
    }

    static MonthAccount account(ResultSet row, int number) throws SQLException {
        return new MonthAccount(
                MasterStore.account(row, number),
                row.getInt("bucket"),
                row.getBoolean("due"),
                new Position(Money.of(row.getBigDecimal("balance")), Money.of(row.getBigDecimal("frozen"))));
    }

    /** The packs of a bucket's accounts, by account and id. */
    public List<MonthPack> packs(Take take, int bucket) {
        return sql.sql("SELECT * FROM month_pack" + OF_BUCKET + " ORDER BY account_id, pack_id")
                .params(take.month().toString(), take.number(), bucket)
                .query((row, number) -> new MonthPack(MasterStore.pack(row, number), row.getLong("opening")))
                .list();
    }

    static Slice slice(ResultSet row) throws SQLException {
        return new Slice(
                row.getInt("slice"),
                row.getInt("file"),
                row.getLong("from_byte"),
                row.getLong("until_byte"),
                row.getLong("first_line"),
                row.getLong("line_count"),
                row.getString("sha256"));
    }

    private static TakenInput input(ResultSet row) throws SQLException {
        String header = row.getString("header");
        return new TakenInput(
                TakenInput.Role.valueOf(row.getString("role")),
                row.getInt("file"),
                row.getString("name"),
                row.getLong("bytes"),
                row.getLong("line_count"),
                row.getString("sha256"),
                header == null ? null : new Header(List.of(header.split(",", -1))),
                null);
    }
}
