package io.monthclose.cli;

import io.monthclose.problem.ProblemCode;
import java.io.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program. */
@Command(
        name = "month-close",
        description = "Settles a month for a metered cloud service: rates usage, writes bills, moves freezes.",
        subcommands = {
            CloseCommand.class,
            PreviewCommand.class,
            StatusCommand.class,
            HistoryCommand.class,
            RerunCommand.class,
            ExplainCommand.class,
            VerifyCommand.class,
            ExportCommand.class,
            MigrateCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:closed, or closed already",
            "1:unexpected failure; the next close goes on where it stopped",
            "3:settled with exceptions: records rejected, or accounts parked",
            "64:wrong use of the command",
            "65:input refused",
            "66:input missing",
            "69:the book's database, or the usage's, is not reachable: retry",
            "70:an invariant does not hold, or a verified month differs: never retry",
            "73:output cannot be written",
            "75:being closed elsewhere, or the book is in use: retry later",
            "76:outside the settlement window, the month is not over, or out of order",
            "78:configuration or price book wrong, or the schema is behind",
            "143:stopped on request at a chunk border; the next close goes on"
        })
public final class MonthClose {
    private MonthClose() {}

    /** Runs a command and ends with its exit code. */
    public static void main(String[] arguments) {
        PrintStream out = utf8(System.out);
        PrintStream err = utf8(System.err);
        Termination termination = new Termination();
        termination.heed();
        int code = ProblemCode.UNEXPECTED.exitCode();
        try {
            code = run(Surroundings.ofProcess(out, err, termination), arguments);
        } catch (Error e) {
            // Such as no memory; who waits for the command to end must not wait for ever.
            err.println("month-close: " + e);
        }
        out.flush();
        err.flush();
        termination.ended(code);
        System.exit(code);
    }

    /** Runs a command in these surroundings. */
    static int run(Surroundings surroundings, String... arguments) {
        CommandLine commands = new CommandLine(new MonthClose(), new Commands(surroundings));
        commands.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setAbbreviatedOptionsAllowed(false);
        commands.setParameterExceptionHandler((wrong, given) -> {
            surroundings
                    .err()
                    .println("month-close: " + wrong.getMessage() + misspelt(wrong, given) + "; see "
                            + help(wrong.getCommandLine()));
            return ProblemCode.WRONG_USE.exitCode();
        });
        commands.setExecutionExceptionHandler((failure, command, _) -> new Failure(
                        surroundings, command.getCommand() instanceof BookCommand book ? book.json() : Optional.empty())
                .report(failure));
        if (arguments.length == 0) {
            // Who meant to say something is not told that it went well.
            commands.usage(commands.getErr());
            return ProblemCode.WRONG_USE.exitCode();
        }
        return commands.execute(arguments);
    }

    /** Where an option is missing, those that are none: one of them may be meant. */
    private static String misspelt(CommandLine.ParameterException wrong, String[] given) {
        if (!(wrong instanceof CommandLine.MissingParameterException)) {
            return "";
        }
        Set<String> known = wrong.getCommandLine().getCommandSpec().optionsMap().keySet();
        String unknown = Arrays.stream(given)
                .filter(word -> word.startsWith("--"))
                .map(word -> word.split("=", 2)[0])
                .filter(word -> !known.contains(word))
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(", "));
        return unknown.isEmpty() ? "" : "; unknown: " + unknown;
    }

    private static String help(CommandLine command) {
        return command.getCommandSpec().qualifiedName() + " --help";
    }

    private static PrintStream utf8(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    /**
     * What a process finds around it.
     *
     * @param out standard output
     * @param err standard error
     * @param terminal whether a person watches
     * @param home the folder of the launcher: the shipped price book and the embedded database
     * @param clock tells the time
     * @param properties settings of the process beside the environment's
     * @param termination hears how the command can be stopped
     */
    record Surroundings(
            PrintStream out,
            PrintStream err,
            boolean terminal,
            Path home,
            Clock clock,
            Map<String, String> properties,
            Termination termination) {
        static Surroundings ofProcess(PrintStream out, PrintStream err, Termination termination) {
            return new Surroundings(
                    out,
                    err,
                    Optional.ofNullable(System.console())
                            .filter(Console::isTerminal)
                            .isPresent(),
                    Path.of(System.getProperty("launcher.home", "jobs/month-close")),
                    Clock.systemUTC(),
                    Map.of(),
                    termination);
        }
    }

    /** Makes commands that know their surroundings. */
    private record Commands(Surroundings surroundings) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (BookCommand.class.isAssignableFrom(type)) {
                return type.getDeclaredConstructor(Surroundings.class).newInstance(surroundings);
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
