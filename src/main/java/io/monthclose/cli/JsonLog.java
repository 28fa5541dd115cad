package io.monthclose.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.monthclose.export.JsonText;
import java.io.PrintStream;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Standard error of one command as JSON lines. Each has the same first fields, {@code null} where they are not known, so that
 * whoever reads one line knows the month, the step, the execution of the framework and the launch that it belongs to.
 */
final class JsonLog {
    /** The logger of what the program itself says. */
    static final String PROGRAM = "month-close";

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final PrintStream err;
    private final Clock clock;
    private final Subject subject;
    private @Nullable Long launch;
    private @Nullable Long execution;
    private @Nullable String step;

    JsonLog(PrintStream err, Clock clock, Subject subject) {
        this.err = err;
        this.clock = clock;
        this.subject = subject;
    }

    /**
     * What is known from the command line.
     *
     * @param command such as {@code close}
     * @param month the month it is about, if it is about one
     * @param operator who it says is at work, if it says so
     */
    record Subject(
            String command,
            @Nullable String month,
            @Nullable String operator) {}

    synchronized void launchIs(long launchId) {
        launch = launchId;
    }

    synchronized void stepIs(String name, long executionId) {
        step = name;
        execution = executionId;
    }

    /** A line; {@code more} goes behind the fields that every line has. */
    synchronized void line(Level level, String logger, String event, String message, Map<String, ?> more) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("timestamp", MILLISECONDS.format(clock.instant()));
        line.put("level", level.name());
        line.put("logger", logger);
        line.put("event", event);
        line.put("message", message);
        line.put("command", subject.command());
        line.put("month", subject.month());
        line.put("step", step);
        line.put("execution", execution);
        line.put("launch", launch);
        line.put("operator", subject.operator());
        line.putAll(more);
        byte[] bytes = JsonText.lineOf(line);
        err.write(bytes, 0, bytes.length);
        err.flush();
    }

    /**
     * What libraries log from now on is a line, too, from warnings on. The framework sets its logging up when it starts, and so takes
     * it back: before that this is for a start that fails early, after it for the rest.
     */
    void takeOverLogging() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            root.detachAndStopAllAppenders();
            root.setLevel(ch.qos.logback.classic.Level.WARN);
            // What it has to say of a start that failed is reported once, by the command.
            context.getLogger("org.springframework.boot").setLevel(ch.qos.logback.classic.Level.OFF);
            Lines lines = new Lines();
            lines.setContext(context);
            lines.start();
            root.addAppender(lines);
        }
    }

    private final class Lines extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            line(
                    Level.valueOf(event.getLevel().toString()),
                    event.getLoggerName(),
                    "log",
                    event.getFormattedMessage(),
                    event.getThrowableProxy() == null
                            ? Map.of()
                            : Map.of("stack_trace", ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    }
}
