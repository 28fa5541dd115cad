package io.monthclose.bench.baseline;

import io.monthclose.account.Account;
import io.monthclose.bench.baseline.AccountMonthReader.AccountMonth;
import io.monthclose.bench.baseline.AccountMonthReader.AccountRow;
import io.monthclose.bench.baseline.ClassicWriters.Accepted;
import io.monthclose.bench.baseline.ClassicWriters.BillLine;
import io.monthclose.bench.input.BenchMonth;
import io.monthclose.bill.Bill;
import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.rating.Rater;
import io.monthclose.rating.Rating;
import io.monthclose.usage.Deduplication;
import io.monthclose.usage.Origin;
import io.monthclose.usage.RowCheck;
import io.monthclose.usage.RowVerdict;
import io.monthclose.usage.UsageRecord;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.transform.DelimitedLineTokenizer;
import org.springframework.core.io.FileSystemResource;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job as tutorials write it: rows of a flat file are items and go into a table in batches; a sorted cursor brings
 * them back; bills and lines go out in batches. It rates with the program's own core.
 */
final class ClassicJob {
    private static final int CHUNK = 1000;

    private final DataSource dataSource;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final ClassicMasters masters;
    private final ClassicWriters writers;
    private final BillingMonth month;
    private final RowCheck check;
    private final Rater rater;

    ClassicJob(
            DataSource dataSource,
            JobRepository repository,
            PlatformTransactionManager transactions,
            ClassicMasters masters,
            PriceBook book) {
        this.dataSource = dataSource;
        this.repository = repository;
        this.transactions = transactions;
        this.masters = masters;
        this.writers = new ClassicWriters(dataSource);
        this.month = BenchMonth.of(book);
        this.check = new RowCheck(month, book.apis().keySet(), masters.accounts());
        this.rater = new Rater(book, month);
    }

    /** A row as the file has it. */
    private record Row(List<String> fields, Origin origin) {}

    Job build(List<Path> usageFiles) {
        SimpleJobBuilder job = new JobBuilder("classic", repository).start(load(usageFiles, 0));
        for (int file = 1; file < usageFiles.size(); file++) {
            job.next(load(usageFiles, file));
        }
        return job.next(rate()).build();
    }

    private Step load(List<Path> usageFiles, int file) {
        DelimitedLineTokenizer tokenizer = new DelimitedLineTokenizer();
        String name = "load-" + usageFiles.get(file).getFileName();
        return new StepBuilder(name, repository)
                .<Row, Accepted>chunk(CHUNK)
                .transactionManager(transactions)
                .reader(new FlatFileItemReaderBuilder<Row>()
                        .name(name)
                        .resource(new FileSystemResource(usageFiles.get(file)))
                        .linesToSkip(1)
                        .lineMapper((line, number) ->
                                new Row(List.of(tokenizer.tokenize(line).getValues()), new Origin(file, number)))
                        .build())
                .processor(this::accepted)
                .writer(writers.usage())
                .build();
    }

    private @Nullable Accepted accepted(Row row) {
        List<String> fields = row.fields();
        if (fields.size() != 5) {
            return null;
        }
        RowVerdict verdict =
                check.check(fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4), row.origin());
        return switch (verdict) {
            case RowVerdict.Accepted sound -> new Accepted(sound.account().value(), sound.record());
            case RowVerdict.Rejected _ -> null;
        };
    }

    private Step rate() {
        var sortedRows = new JdbcCursorItemReaderBuilder<AccountRow>()
                .name("usage-by-account")
                .dataSource(dataSource)
                .connectionAutoCommit(false)
                .fetchSize(CHUNK)
                .sql("""
                    SELECT account_id, record_id, api, calls, occurred_at, file, line
                    FROM account LEFT JOIN usage_record USING (account_id)
                    ORDER BY account_id, file, line\
                    """)
                .rowMapper((row, _) -> new AccountRow(row.getString(1), usage(row)))
                .build();
        ItemWriter<Bill> bills = writers.bills();
        ItemWriter<BillLine> lines = writers.lines();
        return new StepBuilder("rate", repository)
                .<AccountMonth, Bill>chunk(CHUNK)
                .transactionManager(transactions)
                .reader(new AccountMonthReader(sortedRows))
                .processor(this::bill)
                .writer(chunk -> {
                    bills.write(new Chunk<>(chunk.getItems()));
                    lines.write(new Chunk<>(chunk.getItems().stream()
                            .flatMap(bill -> bill.lines().stream()
                                    .map(line -> new BillLine(bill.account().value(), line)))
                            .toList()));
                })
                .build();
    }

    private static @Nullable UsageRecord usage(ResultSet row) throws SQLException {
        String recordId = row.getString(2);
        return recordId == null
                ? null
                : new UsageRecord(
                        recordId,
                        row.getString(3),
                        row.getLong(4),
                        row.getTimestamp(5).toInstant(),
                        new Origin(row.getInt(6), row.getLong(7)));
    }

    private Bill bill(AccountMonth usage) {
        Account account = masters.accounts().get(usage.accountId());
        Rating rating = rater.rate(
                Deduplication.of(usage.usage()).accepted(), masters.packs().getOrDefault(usage.accountId(), List.of()));
        if (account == null || !(rating instanceof Rating.Rated rated)) {
            throw new IllegalStateException("account " + usage.accountId() + " cannot be rated");
        }
        return Bill.of(month, account.id(), rated.lines());
    }
}
