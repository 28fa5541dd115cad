package io.monthclose.bench.baseline;

import io.monthclose.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.support.SingleItemPeekableItemReader;

/** Puts rows that are sorted by account together, an account's month at a time. */
final class AccountMonthReader implements ItemStreamReader<AccountMonthReader.AccountMonth> {
    private final SingleItemPeekableItemReader<AccountRow> rows;

    AccountMonthReader(ItemStreamReader<AccountRow> rows) {
        this.rows = new SingleItemPeekableItemReader<>(rows);
    }

    /** A row of the cursor; an account without usage has one without a record. */
    record AccountRow(String accountId, @Nullable UsageRecord usage) {}

    /** All records of one account. */
    record AccountMonth(String accountId, List<UsageRecord> usage) {}

    @Override
    public @Nullable AccountMonth read() throws Exception {
        AccountRow first = rows.read();
        if (first == null) {
            return null;
        }
        List<UsageRecord> usage = new ArrayList<>();
        for (AccountRow row = first; row != null; row = nextOf(first.accountId())) {
            if (row.usage() != null) {
                usage.add(row.usage());
            }
        }
        return new AccountMonth(first.accountId(), usage);
    }

    private @Nullable AccountRow nextOf(String accountId) throws Exception {
        AccountRow next = rows.peek();
        return next != null && next.accountId().equals(accountId) ? rows.read() : null;
    }

    @Override
    public void open(ExecutionContext context) {
        rows.open(context);
    }

    @Override
    public void update(ExecutionContext context) {
        rows.update(context);
    }

    @Override
    public void close() {
        rows.close();
    }
}
