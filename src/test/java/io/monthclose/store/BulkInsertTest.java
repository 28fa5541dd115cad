package io.monthclose.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monthclose.TestDatabase;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What goes into PostgreSQL by binary COPY comes out as what it was. */
class BulkInsertTest {
    private static final long SEED = 20_221_002;

    private final JdbcTemplate jdbc =
            new JdbcTemplate(new DriverManagerDataSource(TestDatabase.postgresUrl("bulk insert")));
    private final BulkInsert bulk = new BulkInsert(jdbc);

    @BeforeEach
    void make_the_table() {
        jdbc.execute("DROP TABLE IF EXISTS everything; CREATE TABLE everything (id BIGINT PRIMARY KEY, small INTEGER,"
                + " words TEXT, truth BOOLEAN, day DATE, bytes BYTEA, number NUMERIC(60, 12), money DECIMAL(20, 2))");
    }

    private static final String COLUMNS = "id,small,words,truth,day,bytes,number,money";

    @Test
    void every_type_of_a_column_is_kept() {
        @Nullable
        Object[] full = {
            Long.MIN_VALUE,
            Integer.MIN_VALUE,
            "商品识别 \n,\"'\\",
            true,
            LocalDate.of(1999, 12, 31),
            new byte[] {0, -1, 127},
            new BigDecimal("-0.000000000001"),
            new BigDecimal("92233720368547758.07")
        };
        @Nullable Object[] empty = {1L, null, null, null, null, null, null, null};
        bulk.into("everything", COLUMNS, List.of(full, empty));

        jdbc.query("SELECT * FROM everything ORDER BY id", row -> {
            if (row.getLong("id") == 1) {
                assertThat(row.getString("words")).isNull();
                assertThat(row.getBigDecimal("number")).isNull();
            } else {
                assertThat(row.getLong("id")).isEqualTo(Long.MIN_VALUE);
                assertThat(row.getInt("small")).isEqualTo(Integer.MIN_VALUE);
                assertThat(row.getString("words")).isEqualTo("商品识别 \n,\"'\\");
                assertThat(row.getBoolean("truth")).isTrue();
                assertThat(row.getObject("day", LocalDate.class)).isEqualTo("1999-12-31");
                assertThat(row.getBytes("bytes")).containsExactly(0, -1, 127);
                assertThat(row.getBigDecimal("number")).isEqualByComparingTo("-0.000000000001");
                assertThat(row.getBigDecimal("money")).isEqualByComparingTo("92233720368547758.07");
            }
        });
        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM everything", Long.class))
                .isEqualTo(2);
    }

    @Test
    void a_number_is_kept_to_its_last_digit_seed_20221002() {
        Random random = new Random(SEED);
        List<BigDecimal> numbers = new ArrayList<>(List.of(
                BigDecimal.ZERO,
                new BigDecimal("0.00"),
                new BigDecimal("1E+3"),
                new BigDecimal("10000"),
                new BigDecimal("9999.9999"),
                new BigDecimal("0.0001"),
                new BigDecimal("100000000.00000001")));
        for (int i = 0; i < 5000; i++) {
            BigDecimal number =
                    new BigDecimal(new java.math.BigInteger(random.nextInt(1, 140), random), random.nextInt(13));
            numbers.add(random.nextBoolean() ? number : number.negate());
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            rows.add(new @Nullable Object[] {(long) i, null, null, null, null, null, numbers.get(i), null});
        }
        bulk.into("everything", COLUMNS, rows);

        List<BigDecimal> kept = jdbc.queryForList("SELECT number FROM everything ORDER BY id", BigDecimal.class);
        assertThat(kept).usingElementComparator(BigDecimal::compareTo).containsExactlyElementsOf(numbers);
    }

    @Test
    void a_key_that_is_there_already_refuses_all_rows() {
        Object[] first = {1L, "a".getBytes(StandardCharsets.UTF_8)};
        Object[] other = {2L, new byte[0]};
        bulk.into("everything", "id,bytes", List.<Object[]>of(first));

        assertThatThrownBy(() -> bulk.into("everything", "id,bytes", List.of(other, first)))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(jdbc.queryForList("SELECT id FROM everything", Long.class)).containsExactly(1L);
    }

    @Test
    void a_value_of_another_type_than_its_column_is_refused() {
        Object[] narrow = {1L, 2L};

        assertThatThrownBy(() -> bulk.into("everything", "id,small", List.<Object[]>of(narrow)))
                .hasMessageContaining("incorrect binary data format");
    }
}
