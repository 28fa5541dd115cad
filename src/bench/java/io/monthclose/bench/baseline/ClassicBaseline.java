package io.monthclose.bench.baseline;

import com.zaxxer.hikari.HikariDataSource;
import io.monthclose.account.Account;
import io.monthclose.bench.input.BenchMonth;
import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.PriceBook;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The month in a Spring Batch job as tutorials write it, on PostgreSQL. Bills and lines are left in its tables. */
public final class ClassicBaseline {
    /** The documents that its tables hold, each by a query. */
    public static final Map<String, String> DOCUMENTS =
            Map.of("bills.csv", "SELECT account_id, amount_due FROM bill ORDER BY account_id", "bill-lines.csv", """
                SELECT account_id, api, price_version, metered AS metered_calls, free AS free_calls, prepaid AS prepaid_calls,
                    billable AS billable_calls, amount
                FROM bill_line
                ORDER BY account_id, api, price_version\
                """);

    private ClassicBaseline() {}

    /** Takes the input folder, the output folder, the price book and the database's JDBC URL. */
    public static void main(String[] args) throws Exception {
        InputFiles files = InputFiles.of(args);
        PriceBook book = files.book();
        ClassicMasters masters = ClassicMasters.read(files);
        try (HikariDataSource dataSource = new HikariDataSource()) {
            dataSource.setJdbcUrl(args[3]);
            createTables(dataSource, book);
            insertAccounts(dataSource, masters, BenchMonth.of(book));
            PlatformTransactionManager transactions = new JdbcTransactionManager(dataSource);
            JobRepository repository = repository(dataSource, transactions);
            JobParameters none = new JobParameters();
            JobExecution execution = repository.createJobExecution(
                    repository.createJobInstance("classic", none), none, new ExecutionContext());
            new ClassicJob(dataSource, repository, transactions, masters, book)
                    .build(files.usage())
                    .execute(execution);
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                throw new IllegalStateException("the job ended " + execution);
            }
        }
    }

    private static void createTables(DataSource dataSource, PriceBook book) throws Exception {
        new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-postgresql.sql"))
                .execute(dataSource);
        try (Connection connection = dataSource.getConnection()) {
            new SqlScript(book).run("classic.sql", connection);
        }
    }

    /** Those that are due a bill. */
    private static void insertAccounts(DataSource dataSource, ClassicMasters masters, BillingMonth month) {
        List<Object[]> ids = masters.accounts().values().stream()
                .filter(account -> account.openIn(month))
                .map(Account::id)
                .map(id -> new Object[] {id.value()})
                .toList();
        new JdbcTemplate(dataSource).batchUpdate("INSERT INTO account (account_id) VALUES (?)", ids);
    }

    private static JobRepository repository(DataSource dataSource, PlatformTransactionManager transactions)
            throws Exception {
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(dataSource);
        factory.setTransactionManager(transactions);
        factory.afterPropertiesSet();
        return factory.getObject();
    }
}
