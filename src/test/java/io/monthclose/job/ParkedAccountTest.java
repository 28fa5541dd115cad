package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.reference.Catalogue;
import io.monthclose.reference.Catalogue.Api;
import io.monthclose.reference.Catalogue.Tier;
import io.monthclose.reference.Catalogue.Version;
import io.monthclose.reference.ReferenceBook;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account that cannot be rated or settled is parked with its reason, and the others go on (rules, "Parked accounts"). */
@Tag("book")
class ParkedAccountTest {
    private static final YearMonth AUGUST = YearMonth.of(2022, 8);
    private static final YearMonth SEPTEMBER = YearMonth.of(2022, 9);
    private static final YearMonth OCTOBER = YearMonth.of(2022, 10);
    private static final String USAGE = "record_id,account_id,api,calls,occurred_at\n";

    /** At 1,000,000 a call, 92 thousand million calls are about the most that cents in 64 bits can hold. */
    private static final Catalogue PRICES =
            dear("New", "2022-09-15T00:00:00+08:00", dear("Dear", "2020-01-01T00:00:00+08:00", Catalogue.shipped()));

    @TempDir
    private Path folder = Path.of("");

    private final TestBook book = TestBook.inMemory("parked", 2, Map.of("month-close.accounts-per-chunk", "2"));
    private final ReferenceBook reference = new ReferenceBook(PRICES);

    @BeforeEach
    void write_the_prices() throws IOException {
        book.clear();
        Files.writeString(folder.resolve("price-book.yaml"), PRICES.toYaml(), StandardCharsets.UTF_8);
    }

    @AfterEach
    void close_the_book() {
        book.close();
    }

    private static Catalogue dear(String code, String from, Catalogue others) {
        SortedMap<String, Api> apis = new TreeMap<>(others.apis());
        Tier tier = new Tier(BigInteger.ZERO, new BigDecimal("1000000000"));
        Version version = new Version("v1", OffsetDateTime.parse(from).toInstant(), false, List.of(tier));
        apis.put(code, new Api(code, code, "processing", null, List.of(version)));
        return new Catalogue(
                others.version(),
                others.currency(),
                others.zone(),
                others.settlementWindowDays(),
                others.switches(),
                others.groups(),
                others.freePools(),
                apis);
    }

    @Test
    void a_call_without_a_price_in_force_parks_its_account() throws IOException {
        write(SEPTEMBER, "r1,A2,New,7,2022-09-14T15:59:59Z\nr2,A2,CropImage,5,2022-09-20T00:00:00Z\n");

        CloseOutcome.Settled settled = close(SEPTEMBER, "out");

        assertThat(settled.parked()).containsExactly("A2: no price of New is in force at 2022-09-14T23:59:59+08:00");
        assertOthersAreSettled(settled);
    }

    @Test
    void calls_beyond_64_bits_park_their_account() throws IOException {
        String rows = IntStream.range(0, 9_224)
                .mapToObj(i -> "r" + i + ",A2,CropImage,999999999999999,2022-09-10T00:00:00Z\n")
                .reduce("", String::concat);
        write(SEPTEMBER, rows);

        CloseOutcome.Settled settled = close(SEPTEMBER, "out");

        assertThat(settled.parked()).containsExactly("A2: the calls of CropImage exceed 9223372036854775807");
        assertOthersAreSettled(settled);
    }

    @Test
    void an_amount_beyond_64_bits_of_cents_parks_its_account() throws IOException {
        write(SEPTEMBER, "r1,A2,Dear,999999999999999,2022-09-10T00:00:00Z\n");

        CloseOutcome.Settled settled = close(SEPTEMBER, "out");

        assertThat(settled.parked()).containsExactly("A2: the amount due exceeds 92233720368547758.07");
        assertOthersAreSettled(settled);
    }

    @Test
    void a_balance_beyond_64_bits_of_cents_parks_its_account() throws IOException {
        write(AUGUST, "r1,A2,Dear,50000000000,2022-08-10T00:00:00Z\n");
        write(SEPTEMBER, "r1,A2,Dear,50000000000,2022-09-10T00:00:00Z\n");
        assertThat(close(AUGUST, "out-8").parked()).isEmpty();
        reference.settle(AUGUST, folder.resolve("2022-08"), asOf(AUGUST));

        CloseOutcome.Settled settled = close(SEPTEMBER, "out");

        assertThat(settled.parked()).containsExactly("A2: the balance of A2 exceeds ±92233720368547758.07");
        assertOthersAreSettled(settled);
    }

    @Test
    void the_month_stays_open_and_every_close_says_so() throws IOException {
        write(SEPTEMBER, "r1,A2,Dear,999999999999999,2022-09-10T00:00:00Z\n");
        write(OCTOBER, "");
        CloseOutcome.Settled settled = close(SEPTEMBER, "out");
        SortedMap<String, String> provisional = Documents.in(folder.resolve("out"));

        for (int again = 1; again <= 2; again++) {
            CloseOutcome.Settled told = close(SEPTEMBER, "out-" + again);
            assertThat(told.parked()).isEqualTo(settled.parked());
            assertThat(told.month()).isEqualTo(settled.month());
            assertThat(MonthClosing.exitCode(told)).isEqualTo(3);
            assertThat(Documents.in(folder.resolve("out-" + again))).isEqualTo(provisional);
        }
        assertThatThrownBy(() -> close(OCTOBER, "out-10"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ProblemCode.NOT_NOW))
                .hasMessageContaining("2022-09 is SETTLED and must be closed first");
        assertThat(book.jdbc().queryForObject("SELECT COUNT(*) FROM closing_month", Long.class))
                .isOne();
    }

    @Test
    void documents_that_could_not_be_written_are_written_by_the_next_close() throws IOException {
        write(SEPTEMBER, "r1,A2,Dear,999999999999999,2022-09-10T00:00:00Z\n");
        Path inTheWay = Files.createDirectories(
                folder.resolve("out").resolve("bills.csv").resolve("something"));
        assertThatThrownBy(() -> close(SEPTEMBER, "out"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failed -> assertThat(failed.code()).isEqualTo(ProblemCode.OUTPUT_NOT_WRITTEN));

        Files.delete(inTheWay);
        Files.delete(folder.resolve("out").resolve("bills.csv"));
        assertOthersAreSettled(close(SEPTEMBER, "out"));
    }

    /** Top-ups that together exceed 64 bits of cents while the balance does not: it was far below zero. */
    @Test
    void top_ups_that_only_together_are_too_much_do_not_stop_the_others() throws IOException {
        write(AUGUST, "r1,A2,Dear,90000000000,2022-08-10T00:00:00Z\n");
        write(SEPTEMBER, "");
        StringBuilder topUps = new StringBuilder("top_up_id,account_id,amount,received_at\n");
        IntStream.range(0, 100)
                .forEach(i -> topUps.append("big").append(i).append(",A2,999999999999999.00,2022-09-05T00:00:00Z\n"));
        Files.writeString(folder.resolve("2022-09").resolve("top-ups.csv"), topUps);
        close(AUGUST, "out-8");
        reference.settle(AUGUST, folder.resolve("2022-08"), asOf(AUGUST));

        CloseOutcome.Settled settled = close(SEPTEMBER, "out");

        assertThat(settled.parked()).isEmpty();
        assertThat(Documents.csvIn(folder.resolve("out")))
                .isEqualTo(reference.settle(SEPTEMBER, folder.resolve("2022-09"), asOf(SEPTEMBER)));
    }

    /** A1 and A3 are settled, to the reference's figures; A2 is in the totals and in no document. */
    private void assertOthersAreSettled(CloseOutcome.Settled settled) throws IOException {
        Map<String, String> expected = reference.settle(SEPTEMBER, folder.resolve("2022-09"), asOf(SEPTEMBER));
        SortedMap<String, String> found = Documents.csvIn(folder.resolve("out"));
        assertThat(reference.parked()).containsOnlyKeys("A2");
        assertThat(found).isEqualTo(expected);
        assertThat(found.get("bills.csv")).contains(",A1,", ",A3,").doesNotContain(",A2,");
        assertThat(found.get("ledger.csv"))
                .contains(",A1,CHARGE,", ",A3,CHARGE,")
                .doesNotContain(",A2,");
        assertThat(Files.readString(folder.resolve("out").resolve("settlement.json")))
                .contains("A2")
                .contains("\"root\" : null", "\"previous_root\" : null");

        assertThat(settled.month().state().name()).isEqualTo("SETTLED");
        assertThat(settled.totals().parkedAccounts()).isOne();
        assertThat(settled.totals().linesAccepted())
                .isEqualTo(reference.counts().get("accepted"));
        assertThat(MonthClosing.exitCode(settled)).isEqualTo(3);
        assertThat(book.jdbc()
                        .queryForList(
                                "SELECT number FROM invariant_result WHERE billing_month = '2022-09' AND holds",
                                Integer.class))
                .as("its calls are in the control totals")
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
    }

    /** Three accounts, of which A1 and A3 use a little, and rows of A2. */
    private void write(YearMonth month, String rows) throws IOException {
        Path input = Files.createDirectories(folder.resolve(month.toString()));
        Files.writeString(input.resolve("accounts.csv"), """
            account_id,name,opened_on,closed_on
            A1,One,2022-01-01,
            A2,Two,2022-01-01,
            A3,Three,2022-01-01,
            """);
        Files.writeString(input.resolve("prepaid-packs.csv"), """
            pack_id,account_id,apis,calls,valid_from,valid_until
            P1,A1,DetectProduct,500,2022-01-01T00:00:00Z,2023-01-01T00:00:00Z
            P2,A2,DetectProduct,500,2022-01-01T00:00:00Z,2023-01-01T00:00:00Z
            """);
        Files.writeString(
                input.resolve("top-ups.csv"),
                "top_up_id,account_id,amount,received_at\nT-" + month + ",A1,100.00," + month + "-05T00:00:00Z\n");
        Files.writeString(
                input.resolve("usage.csv"),
                USAGE + "s1,A1,DetectProduct,12000," + month + "-03T00:00:00Z\ns2,A3,CropImage,30000," + month
                        + "-03T00:00:00Z\ns3,A2,DetectProduct,10200," + month + "-03T00:00:00Z\n" + rows);
    }

    private CloseOutcome.Settled close(YearMonth month, String output) {
        CloseOutcome outcome = book.close(
                month,
                folder.resolve(month.toString()),
                folder.resolve(output),
                asOf(month),
                folder.resolve("price-book.yaml"));
        return switch (outcome) {
            case CloseOutcome.Settled settled -> settled;
            case CloseOutcome.ClosedAlready already -> throw new AssertionError(already);
        };
    }

    private static Instant asOf(YearMonth month) {
        return PRICES.endOf(month).plusSeconds(3600);
    }
}
