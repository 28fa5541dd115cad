package io.monthclose.bench.baseline;

import io.monthclose.bill.Bill;
import io.monthclose.rating.RatedLine;
import io.monthclose.usage.UsageRecord;
import java.sql.Timestamp;
import javax.sql.DataSource;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.ItemPreparedStatementSetter;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;

/** What the classic job inserts, in batches of a chunk. */
final class ClassicWriters {
    private final DataSource dataSource;

    ClassicWriters(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A row that passed. */
    record Accepted(String accountId, UsageRecord usage) {}

    /** A line of whose bill. */
    record BillLine(String accountId, RatedLine line) {}

    ItemWriter<Accepted> usage() {
        return batch("""
            INSERT INTO usage_record (account_id, record_id, api, calls, occurred_at, file, line)
            VALUES (?, ?, ?, ?, ?, ?, ?)\
            """, (row, sql) -> {
            sql.setString(1, row.accountId());
            sql.setString(2, row.usage().recordId());
            sql.setString(3, row.usage().api());
            sql.setLong(4, row.usage().calls());
            sql.setTimestamp(5, Timestamp.from(row.usage().occurredAt()));
            sql.setInt(6, row.usage().origin().file());
            sql.setLong(7, row.usage().origin().line());
        });
    }

    ItemWriter<Bill> bills() {
        return batch(
                "INSERT INTO bill (account_id, bill_id, lines_total, rounding, amount_due) VALUES (?, ?, ?, ?, ?)",
                (bill, sql) -> {
                    sql.setString(1, bill.account().value());
                    sql.setString(2, bill.billId());
                    sql.setBigDecimal(3, bill.linesTotal().value());
                    sql.setBigDecimal(4, bill.rounding().value());
                    sql.setBigDecimal(5, bill.amountDue().amount());
                });
    }

    ItemWriter<BillLine> lines() {
        return batch("""
            INSERT INTO bill_line (account_id, api, price_version, metered, free, prepaid, billable, tier_from,
                price_per_1000, amount)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """, (item, sql) -> {
            RatedLine line = item.line();
            sql.setString(1, item.accountId());
            sql.setString(2, line.api());
            sql.setString(3, line.priceVersion());
            sql.setLong(4, line.meteredCalls());
            sql.setLong(5, line.freeCalls());
            sql.setLong(6, line.prepaidCalls());
            sql.setLong(7, line.billableCalls());
            sql.setLong(8, line.tierFrom());
            sql.setBigDecimal(9, line.unitPrice().perThousand());
            sql.setBigDecimal(10, line.amount().value());
        });
    }

    private <T> ItemWriter<T> batch(String sql, ItemPreparedStatementSetter<T> setter) {
        var writer = new JdbcBatchItemWriterBuilder<T>()
                .dataSource(dataSource)
                .sql(sql)
                .itemPreparedStatementSetter(setter)
                .build();
        writer.afterPropertiesSet();
        return writer;
    }
}
