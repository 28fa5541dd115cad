package io.monthclose.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.Machine;
import io.monthclose.period.BillingMonth;
import io.monthclose.period.SettlementWindow;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every zone that Java knows, times 24 months: as the zone of the machine it decides nothing, as the book's it cuts months well. */
@Tag("survival")
class EveryZoneSurvival {
    private static final Path PRICES = Path.of("jobs", "month-close", "price-book.yaml");
    private static final YearMonth FIRST = YearMonth.of(2023, 1);
    private static final List<YearMonth> MONTHS =
            IntStream.range(0, 24).mapToObj(FIRST::plusMonths).toList();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void in_every_zone_of_the_machine_the_same_is_decided() throws IOException {
        long start = System.nanoTime();
        PriceBook prices = PriceBookReader.read(Files.readAllBytes(PRICES), "price-book.yaml");
        int decided = 0;
        try (TestBook empty = TestBook.inMemory("zones-empty", 1, Map.of());
                TestBook begun = TestBook.inMemory("zones-begun", 1, Map.of())) {
            List<ClockDecisions> books = Stream.of(empty, begun)
                    .peek(TestBook::clear)
                    .map(book -> new ClockDecisions(book.stores(), prices))
                    .toList();
            closeTheMonthBefore(begun);
            List<String> plain = decisions(books);
            assertThat(plain)
                    .filteredOn(decision -> decision.contains("out of order"))
                    .isNotEmpty();
            int turn = 0;
            for (String zone : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
                Locale locale = Machine.LOCALES.get(turn++ % Machine.LOCALES.size());
                try (Machine _ = Machine.in(zone, locale)) {
                    List<String> there = decisions(books);
                    assertThat(there).as("%s %s", zone, locale).isEqualTo(plain);
                    decided += there.size();
                }
            }
            report("zones of the machine", turn, decided, start);
        }
    }

    @Test
    void in_every_zone_of_the_book_months_follow_each_other_and_windows_open_with_their_end() {
        long start = System.nanoTime();
        int months = 0;
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(id);
            for (YearMonth yearMonth : MONTHS) {
                BillingMonth month = new BillingMonth(yearMonth, zone);
                SettlementWindow window = new SettlementWindow(month, 3);
                Instant end = month.end();
                assertThat(end).as(id).isEqualTo(month.next().start()).isAfter(month.start());
                assertThat(month.contains(end.minusNanos(1))).isTrue();
                assertThat(month.contains(end)).isFalse();
                assertThat(window.contains(end.minusNanos(1))).isFalse();
                assertThat(window.contains(end)).isTrue();
                assertThat(end.minusNanos(1).atZone(zone).toLocalDate()).isEqualTo(yearMonth.atEndOfMonth());
                assertThat(end.atZone(zone).toLocalDate()).isEqualTo(month.firstDayOfNext());
                assertThat(window.range().until().atZone(zone).getDayOfMonth()).isEqualTo(4);
                assertThat(window.contains(window.range().until().minusNanos(1)))
                        .isTrue();
                months++;
            }
        }
        report("zones of the book", months / MONTHS.size(), months, start);
    }

    private static List<String> decisions(List<ClockDecisions> books) {
        List<String> decisions = new ArrayList<>();
        books.forEach(book -> MONTHS.forEach(month -> decisions.addAll(book.atEveryEdge(month))));
        return decisions;
    }

    private void closeTheMonthBefore(TestBook book) throws IOException {
        Files.writeString(folder.resolve("usage.csv"), "record_id,account_id,api,calls,occurred_at\n");
        book.close(FIRST.minusMonths(1), folder, folder.resolve("out"), Instant.parse("2023-01-02T00:00:00Z"), PRICES);
    }

    private static void report(String what, int zones, int cases, long start) {
        System.out.printf(
                Locale.ROOT,
                "SURVIVAL clock: %d %s, %d months each, %d cases, %d s%n",
                zones,
                what,
                MONTHS.size(),
                cases,
                Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }
}
