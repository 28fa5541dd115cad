package io.monthclose.cli;

import io.monthclose.export.JsonText;
import io.monthclose.store.MonthRow;
import io.monthclose.store.MonthState;
import io.monthclose.store.MonthStore;
import io.monthclose.store.SealStore;
import io.monthclose.store.SealedMonth;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: the months and how far each has come. */
@Command(name = "status", description = "Shows the months of the book and how far each has come.")
final class StatusCommand extends BookCommand {
    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    StatusCommand(MonthClose.Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int work(ConfigurableApplicationContext book) {
        JdbcTemplate jdbc = book.getBean(JdbcTemplate.class);
        MonthStore months = new MonthStore(jdbc);
        SealStore seals = new SealStore(jdbc);
        List<MonthRow> chain = months.months();
        if (json) {
            String text = new String(
                    JsonText.of(Map.of(
                            "months",
                            chain.stream()
                                    .map(month -> json(month, months, seals))
                                    .toList())),
                    StandardCharsets.UTF_8);
            surroundings().out().print(text);
        } else if (chain.isEmpty()) {
            surroundings().out().println("no month was ever closed in this book");
        } else {
            chain.forEach(month -> print(month, months));
        }
        return 0;
    }

    private static Map<String, @Nullable Object> json(MonthRow month, MonthStore months, SealStore seals) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("month", month.month().toString());
        row.put("state", month.state().name());
        row.put("first_of_chain", month.firstOfChain());
        row.put("take", month.take());
        row.put("price_book_sha256", month.priceBookSha256());
        Instant instant = month.settlementInstant();
        row.put("settlement_instant", instant == null ? "" : instant.toString());
        row.put(
                "parked",
                months.parked(month.month()).stream()
                        .map(MonthStore.ParkedAccount::accountId)
                        .toList());
        row.put(
                "parked_reasons",
                months.parked(month.month()).stream()
                        .map(MonthStore.ParkedAccount::reason)
                        .toList());
        row.put("root", seals.find(month.month()).map(SealedMonth::root).orElse(null));
        return row;
    }

    private void print(MonthRow month, MonthStore months) {
        Instant instant = month.settlementInstant();
        String line = String.format(Locale.ROOT, "%s  %-7s", month.month(), month.state())
                + (instant == null ? "" : "  settled as of " + instant)
                + (month.firstOfChain() ? "  first of the chain" : "");
        PrintStream out = surroundings().out();
        out.println(line.stripTrailing());
        List<MonthStore.ParkedAccount> parked = months.parked(month.month());
        parked.forEach(account -> out.println("         parked  " + account.accountId() + ": " + account.reason()));
        if (!parked.isEmpty()) {
            out.println("         " + ParkedAdvice.of(month.month()));
        } else if (month.state() == MonthState.SETTLED) {
            out.println("         not finished: close goes on with it");
        }
    }
}
