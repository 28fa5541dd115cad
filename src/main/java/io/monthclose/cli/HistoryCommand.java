package io.monthclose.cli;

import io.monthclose.export.JsonText;
import io.monthclose.export.RunJson;
import io.monthclose.store.HistoryStore;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code history}: who launched what, when and why, and how it went. */
@Command(name = "history", description = "Shows launches and their steps: who, when, why, how they went.")
final class HistoryCommand extends BookCommand {
    @Option(
            names = "--month",
            paramLabel = "YYYY-MM",
            converter = MonthOption.MonthConverter.class,
            description = "Only this month's.")
    private @Nullable YearMonth month;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    HistoryCommand(MonthClose.Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    int work(ConfigurableApplicationContext book) {
        HistoryStore history = new HistoryStore(book.getBean(JdbcTemplate.class));
        Optional<String> only = Optional.ofNullable(month).map(YearMonth::toString);
        PrintStream out = surroundings().out();
        if (json) {
            out.print(new String(
                    JsonText.of(Map.of("launches", RunJson.launches(history, only))), StandardCharsets.UTF_8));
            return 0;
        }
        List<HistoryStore.Launch> launches = history.launches(only);
        if (launches.isEmpty()) {
            out.println("nothing was launched yet");
        }
        launches.forEach(launch -> print(launch, history.events(launch.launchId()), out));
        return 0;
    }

    private static void print(HistoryStore.Launch launch, List<HistoryStore.Event> events, PrintStream out) {
        out.println("#" + launch.launchId() + " " + launch.command() + " " + launch.month() + " at "
                + launch.startedAt() + " by " + launch.operator() + " (" + launch.osUser() + " on " + launch.host()
                + ", version " + launch.programVersion() + ")");
        out.println("   " + launch.options());
        for (HistoryStore.Event event : events) {
            out.println("   " + event.at() + " " + event.kind() + text(event.step()) + text(event.outcome())
                    + (event.exitCode() == null ? "" : " exit " + event.exitCode()) + text(event.detail()));
        }
    }

    private static String text(@Nullable String value) {
        return value == null || value.isEmpty() ? "" : " " + value;
    }
}
