package io.monthclose.cli;

import io.monthclose.job.MonthCloseConfiguration;
import io.monthclose.job.Progress;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.BookFile;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that works on the book: opens the database, does its work, ends with an exit code. */
@Command(mixinStandardHelpOptions = true, versionProvider = ProgramVersion.class)
abstract class BookCommand implements Callable<Integer> {
    private final MonthClose.Surroundings surroundings;

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            order = 1,
            description = "What goes to standard error: text for people, or one JSON object a line (default: text).")
    private LogFormat logFormat = LogFormat.TEXT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private @Nullable JsonLog json;

    BookCommand(MonthClose.Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    MonthClose.Surroundings surroundings() {
        return surroundings;
    }

    /** Does the work on an open book. */
    abstract int work(ConfigurableApplicationContext book);

    /** Whether progress is not to be told. */
    boolean isQuiet() {
        return false;
    }

    /** Whether {@code --operator}, where there is one, says who does it. */
    boolean isDoneBySomebody() {
        return true;
    }

    /** What can be refused before the book is opened. */
    void check() {}

    @Override
    public Integer call() {
        json = logFormat == LogFormat.JSON ? new JsonLog(surroundings.err(), surroundings.clock(), subject()) : null;
        check();
        json().ifPresent(JsonLog::takeOverLogging);
        int code;
        try (ConfigurableApplicationContext book = open()) {
            code = work(book);
        }
        if (json != null && !isQuiet()) {
            Level level = code == 0 ? Level.INFO : Level.WARN;
            json.line(level, JsonLog.PROGRAM, "ended", "exit code " + code, Map.of("exit_code", code));
        }
        return code;
    }

    /** Where a step's progress is told. */
    Progress progress() {
        if (json != null) {
            return new JsonProgress(json, surroundings.clock(), isQuiet());
        }
        return isQuiet() ? Progress.NONE : ProgressDisplay.on(surroundings);
    }

    /** The lines of standard error, when they are JSON and the command has begun. */
    Optional<JsonLog> json() {
        return Optional.ofNullable(json);
    }

    /** By the names of the options, so that a new command has it without a word of its own. */
    private JsonLog.Subject subject() {
        boolean takesOperator = isDoneBySomebody() && spec.findOption("--operator") != null;
        String operator = takesOperator ? given("--operator") : null;
        return new JsonLog.Subject(
                spec.name(), given("--month"), operator == null && takesOperator ? osUser() : operator);
    }

    private @Nullable String given(String option) {
        OptionSpec found = spec.findOption(option);
        Object value = found == null ? null : found.getValue();
        return value == null ? null : value.toString();
    }

    /** Who closes where nobody says so. */
    static String osUser() {
        return System.getProperty("user.name", "unknown");
    }

    private ConfigurableApplicationContext open() {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put(
                "spring.datasource.url",
                "jdbc:h2:file:"
                        + surroundings.home().toAbsolutePath().normalize().resolve("data/month-close")
                        + ";WRITE_DELAY=0;LOCK_TIMEOUT=60000");
        return new SpringApplicationBuilder(MonthCloseConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .properties(defaults)
                .initializers(context -> {
                    context.getEnvironment()
                            .getPropertySources()
                            .addFirst(new MapPropertySource("surroundings", Map.copyOf(surroundings.properties())));
                    json().ifPresent(JsonLog::takeOverLogging);
                    hold(context);
                })
                .run();
    }

    /**
     * An H2 book is opened and brought up to date here, before anything else connects to it, and held until the command has
     * ended. One on PostgreSQL is brought up to date by Flyway as the program starts, each migration in a transaction.
     */
    private static void hold(ConfigurableApplicationContext context) {
        ConfigurableEnvironment settings = context.getEnvironment();
        String given = settings.getRequiredProperty("spring.datasource.url");
        checkDurable(given);
        if (!BookFile.isH2(given)) {
            return;
        }
        String url = openToTheEnd(given);
        Connection book = BookFile.open(
                url,
                settings.getProperty("spring.datasource.username"),
                settings.getProperty("spring.datasource.password"));
        settings.getPropertySources()
                .addFirst(new MapPropertySource(
                        "the book is up to date",
                        Map.of("spring.flyway.enabled", false, "spring.datasource.url", url)));
        ((DefaultSingletonBeanRegistry) context.getBeanFactory()).registerDisposableBean("heldBook", book::close);
    }

    /**
     * An H2 book is a file that one process holds: with H2's default write delay, rows that were acknowledged are lost when
     * the process is killed, and without the file's lock two processes would close the same month.
     */
    static void checkDurable(String url) {
        String upper = url.toUpperCase(Locale.ROOT) + ";";
        if (!upper.startsWith("JDBC:")) {
            // Left empty it would be a book in memory; as other tools write it, it may hold a password.
            throw new ProblemException(
                    ProblemCode.CONFIGURATION_REFUSED,
                    "spring.datasource.url is no JDBC URL, such as jdbc:postgresql://HOST/DATABASE");
        }
        if (!BookFile.isH2(url)) {
            return;
        }
        if (!upper.contains(";WRITE_DELAY=0;")) {
            throw refused(url, "would lose committed rows when the process is killed; add ;WRITE_DELAY=0");
        }
        if ((upper.contains(";AUTO_SERVER=") && !upper.contains(";AUTO_SERVER=FALSE;"))
                || upper.contains(";FILE_LOCK=")) {
            throw refused(url, "lets several processes into one book; leave AUTO_SERVER and FILE_LOCK out");
        }
        if (upper.startsWith("JDBC:H2:MEM:") || upper.startsWith("JDBC:H2:TCP:") || upper.startsWith("JDBC:H2:SSL:")) {
            throw refused(url, "is no database file; an H2 book is jdbc:h2:file:PATH;WRITE_DELAY=0");
        }
    }

    /** A process that is asked to end stops at the border of a chunk; until then H2 is not to close the book by itself. */
    private static String openToTheEnd(String url) {
        String upper = url.toUpperCase(Locale.ROOT);
        return upper.startsWith("JDBC:H2:") && !upper.contains(";DB_CLOSE_ON_EXIT=")
                ? url + ";DB_CLOSE_ON_EXIT=FALSE"
                : url;
    }

    private static ProblemException refused(String url, String why) {
        return new ProblemException(ProblemCode.CONFIGURATION_REFUSED, "spring.datasource.url " + url + " " + why);
    }
}
