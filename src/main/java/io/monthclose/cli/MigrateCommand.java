package io.monthclose.cli;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.BookRoles;
import io.monthclose.store.BookRoles.Duty;
import io.monthclose.store.BookUpdate;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code migrate}: brings the book's tables up to date, and lets roles of PostgreSQL work with them. */
@Command(
        name = "migrate",
        sortOptions = false,
        description =
                "Brings the book's tables up to date; on PostgreSQL it lets other roles than their owner work with"
                        + " them.")
final class MigrateCommand extends BookCommand {
    @Option(
            names = "--application",
            paramLabel = "ROLE",
            description = "PostgreSQL: the role that closes months. It is remembered.")
    private @Nullable String application;

    @Option(
            names = "--auditor",
            paramLabel = "ROLE",
            description = "PostgreSQL: the role that only reads, and leaves a line in the history. It is remembered.")
    private @Nullable String auditor;

    MigrateCommand(MonthClose.Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void check() {
        if (application != null && application.equals(auditor)) {
            throw new ProblemException(
                    ProblemCode.WRONG_USE,
                    "--application and --auditor are both " + auditor
                            + "; expected two roles, as each may what the other" + " may not");
        }
    }

    /** The schema is up to date already, since the book is open. */
    @Override
    int work(ConfigurableApplicationContext book) {
        JdbcTemplate jdbc = book.getBean(JdbcTemplate.class);
        BookUpdate update = book.getBean(BookUpdate.class);
        PrintStream out = surroundings().out();
        update.applied().forEach(migration -> out.println("applied     " + migration));
        Map<Duty, String> named = new EnumMap<>(Duty.class);
        Optional.ofNullable(application).ifPresent(role -> named.put(Duty.APPLICATION, role));
        Optional.ofNullable(auditor).ifPresent(role -> named.put(Duty.AUDITOR, role));
        Map<Duty, String> roles = new BookRoles(jdbc).name(named);
        out.println("the book is up to date");
        roles.forEach((duty, role) -> out.println("granted     " + role + " " + rights(duty)));
        return 0;
    }

    private static String rights(Duty duty) {
        return switch (duty) {
            case APPLICATION -> "closes months: it adds, and changes only how far a month has come";
            case AUDITOR -> "reads, and adds a line to the history";
        };
    }
}
