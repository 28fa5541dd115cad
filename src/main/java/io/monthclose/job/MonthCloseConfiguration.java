package io.monthclose.job;

import com.zaxxer.hikari.HikariDataSource;
import io.monthclose.store.BookFile;
import io.monthclose.store.BookUpdate;
import io.monthclose.store.FencedTransactions;
import io.monthclose.store.OneWriter;
import io.monthclose.store.QuickToldLoss;
import javax.sql.DataSource;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts the program together: one database for the book and for the framework's progress. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(CloseSettings.class)
public class MonthCloseConfiguration {
    private static final int ROWS_FETCHED_AT_ONCE = 2000;

    @Bean
    static BeanPostProcessor poolOfTheBook() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool ? around(pool) : bean;
            }
        };
    }

    private static DataSource around(HikariDataSource pool) {
        QuickToldLoss connections = new QuickToldLoss(pool);
        return BookFile.isH2(pool.getJdbcUrl()) ? new OneWriter(connections) : connections;
    }

    @Bean
    BookUpdate bookUpdate() {
        return new BookUpdate();
    }

    @Bean
    JdbcTemplate bookJdbc(DataSource database) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(ROWS_FETCHED_AT_ONCE);
        return jdbc;
    }

    @Bean
    FencedTransactions transactionManager(DataSource database) {
        return new FencedTransactions(database);
    }

    @Bean
    StopSwitch stopSwitch() {
        return new StopSwitch();
    }

    @Bean
    Stores stores(JdbcTemplate jdbc, FencedTransactions transactions) {
        return new Stores(jdbc, transactions);
    }

    @Bean
    MonthClosing monthClosing(
            Stores stores, CloseSettings settings, JobOperator operator, JobRepository repository, StopSwitch stop) {
        return new MonthClosing(stores, settings, new JobRunner(operator, repository, stores, stop));
    }

    @Bean
    MonthRerun monthRerun(
            Stores stores, CloseSettings settings, JobOperator operator, JobRepository repository, StopSwitch stop) {
        JobRunner jobs = new JobRunner(operator, repository, stores, stop);
        return new MonthRerun(stores, settings, new ParkedAccounts(stores, settings, jobs));
    }

    @Bean
    MonthPreview monthPreview(Stores stores, CloseSettings settings) {
        return new MonthPreview(stores, settings);
    }

    @Bean
    MonthVerification monthVerification(Stores stores, CloseSettings settings) {
        return new MonthVerification(stores, settings);
    }

    @Bean
    RecordedLaunches recordedLaunches(Stores stores) {
        return new RecordedLaunches(stores);
    }
}
