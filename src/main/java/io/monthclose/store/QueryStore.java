package io.monthclose.store;

import io.monthclose.intake.Sha256;
import io.monthclose.intake.UsageQuery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The query of a take whose usage comes from a database, and which of its slices are taken. */
public final class QueryStore {
    private static final String OF_TAKE = " WHERE billing_month = ? AND take = ?";

    private final JdbcClient sql;
    private final BulkInsert bulk;

    /** A store on this database. */
    public QueryStore(JdbcTemplate jdbc) {
        this.sql = JdbcClient.create(jdbc);
        this.bulk = new BulkInsert(jdbc);
    }

    /** The query of a take; nothing when its usage comes from files. */
    public Optional<UsageQuery> find(Take take) {
        return sql.sql("SELECT name, query, slice_seconds FROM take_query" + OF_TAKE)
                .params(take.month().toString(), take.number())
                .query((row, _) ->
                        new UsageQuery(row.getString(1), row.getString(2), Duration.ofSeconds(row.getLong(3))))
                .optional();
    }

    /** Keeps the query of a take, in place of one that nothing was read with. */
    public void keep(Take take, UsageQuery query) {
        sql.sql("DELETE FROM take_query" + OF_TAKE + " AND NOT EXISTS (SELECT 1 FROM taken_slice t"
                        + " WHERE t.billing_month = take_query.billing_month AND t.take = take_query.take)")
                .params(take.month().toString(), take.number())
                .update();
        bulk.into("take_query", "billing_month,take,name,query,slice_seconds", List.<Object[]>of(new Object[] {
            take.month().toString(),
            take.number(),
            query.name(),
            query.sql(),
            query.sliceWidth().toSeconds()
        }));
    }

    /**
     * Inputs as documents tell them: the slices of a query as one input, whose SHA-256 is that of its slices' SHA-256 in order,
     * each a line with LF.
     */
    public List<TakenInput> told(Take take, List<TakenInput> inputs) {
        Optional<UsageQuery> query = find(take);
        if (query.isEmpty()) {
            return inputs;
        }
        MessageDigest digest = Sha256.start();
        long bytes = 0;
        long lines = 0;
        List<TakenInput> told = new ArrayList<>();
        for (TakenInput input : inputs) {
            if (input.role() == TakenInput.Role.USAGE) {
                digest.update((input.sha256() + "\n").getBytes(StandardCharsets.US_ASCII));
                bytes += input.bytes();
                lines += input.lines();
            } else {
                told.add(input);
            }
        }
        told.addFirst(new TakenInput(
                TakenInput.Role.USAGE, 0, query.get().name(), bytes, lines, Sha256.hex(digest.digest()), null, null));
        return told;
    }

    /** The numbers of the slices that are taken. */
    public Set<Integer> taken(Take take) {
        return new HashSet<>(sql.sql("SELECT slice FROM taken_slice" + OF_TAKE)
                .params(take.month().toString(), take.number())
                .query(Integer.class)
                .list());
    }
}
