package io.monthclose.cli;

import io.monthclose.export.HistoryJson;
import io.monthclose.store.HistoryFilter;
import io.monthclose.store.HistoryStore;
import io.monthclose.store.ToldLaunch;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
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

    @Option(
            names = "--outcome",
            paramLabel = "well|failed|unended",
            description = "Only launches that ended so: with 0 or 3, with another exit code, or of which no end was"
                    + " recorded.")
    private ToldLaunch.@Nullable Outcome outcome;

    @Option(
            names = "--operator",
            paramLabel = "NAME",
            description = "Only launches of this operator, as claimed, or of this OS user.")
    private @Nullable String operator;

    @Option(names = "--command", paramLabel = "NAME", description = "Only launches of this command.")
    private @Nullable String command;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    HistoryCommand(MonthClose.Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    boolean isDoneBySomebody() {
        return false;
    }

    @Override
    int work(ConfigurableApplicationContext book) {
        HistoryStore history = new HistoryStore(book.getBean(JdbcTemplate.class));
        List<ToldLaunch> launches = history.told(new HistoryFilter(
                Optional.ofNullable(month).map(YearMonth::toString),
                Optional.ofNullable(outcome),
                Optional.ofNullable(operator),
                Optional.ofNullable(command)));
        PrintStream out = surroundings().out();
        if (json) {
            out.print(new String(HistoryJson.render(launches), StandardCharsets.UTF_8));
        } else if (launches.isEmpty()) {
            out.println(nothing(history));
        } else {
            launches.forEach(launch -> print(launch, out));
        }
        return 0;
    }

    private String nothing(HistoryStore history) {
        if (history.launches(Optional.empty()).isEmpty()) {
            return "nothing was launched yet";
        }
        boolean ofMonthAlone = outcome == null && operator == null && command == null;
        return ofMonthAlone ? "nothing was launched for " + month + " yet" : "no launch is like that";
    }

    private static void print(ToldLaunch told, PrintStream out) {
        HistoryStore.Launch launch = told.launch();
        out.println("#" + launch.launchId() + " " + launch.command() + " " + launch.month() + " at "
                + launch.startedAt() + " by " + launch.operator() + " (" + launch.osUser() + " on " + launch.host()
                + ", version " + launch.programVersion() + ")"
                + (told.attempt() == 1 ? "" : ", attempt " + told.attempt()));
        out.println("   " + launch.options());
        launch.reasons().forEach(reason -> out.println("   because " + reason));
        for (ToldLaunch.Timed timed : told.events()) {
            HistoryStore.Event event = timed.event();
            out.println("   " + event.at() + took(timed.took()) + " " + event.kind() + text(event.step())
                    + text(event.outcome()) + (event.exitCode() == null ? "" : " exit " + event.exitCode())
                    + text(event.detail()));
        }
        told.unended().ifPresent(unended -> out.println("   " + unended));
    }

    private static String took(@Nullable Duration took) {
        return took == null
                ? ""
                : String.format(Locale.ROOT, " after %d.%03d s", took.toSeconds(), took.toMillisPart());
    }

    private static String text(@Nullable String value) {
        return value == null || value.isEmpty() ? "" : " " + value;
    }
}
