package io.monthclose.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Who launched what, when and why, and how it went; only ever added to, and never purged with the framework's tables. */
public final class HistoryStore {
    private final JdbcClient sql;

    /** A store on this database. */
    public HistoryStore(JdbcTemplate jdbc) {
        this.sql = JdbcClient.create(jdbc);
    }

    /**
     * A launch of a command.
     *
     * @param launchId its number; 0 before it is kept
     * @param command such as {@code close}
     * @param month {@code 2022-09}
     * @param operator as claimed
     * @param osUser the user of the process
     * @param host the machine of the process
     * @param programVersion the program's version
     * @param options the options that shaped it, reasons included
     * @param startedAt by the process's clock
     * @param reasons why it was allowed what is not the rule, or was asked for at all
     */
    public record Launch(
            long launchId,
            String command,
            String month,
            String operator,
            String osUser,
            String host,
            String programVersion,
            String options,
            Instant startedAt,
            List<String> reasons) {
        /** Copies the list. */
        public Launch {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * Something that happened in a launch.
     *
     * @param at by the process's clock
     * @param kind what happened
     * @param step the step it happened in, if any
     * @param outcome of a step or of the launch, once it has ended
     * @param exitCode of the launch, once it has ended
     * @param detail counts or reasons
     */
    public record Event(
            Instant at,
            EventKind kind,
            @Nullable String step,
            @Nullable String outcome,
            @Nullable Integer exitCode,
            @Nullable String detail) {}

    /** What can happen in a launch. */
    public enum EventKind {
        /** A step began, for the first time or again. */
        STEP_STARTED,
        /** A step ended, well or not. */
        STEP_ENDED,
        /** Something an auditor would ask about: a replay, an override, the first month of a chain. */
        NOTE,
        /** The launch ended. */
        ENDED
    }

    /** Keeps a launch and gives its number. */
    public long started(Launch launch) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        sql.sql("INSERT INTO launch (command, billing_month, operator, os_user, host, program_version,"
                        + " options, started_at, reasons) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(launch.command())
                .param(launch.month())
                .param(launch.operator())
                .param(launch.osUser())
                .param(launch.host())
                .param(launch.programVersion())
                .param(launch.options())
                .param(Timestamp.from(launch.startedAt()))
                .param(launch.reasons().isEmpty() ? null : String.join("\n", launch.reasons()))
                .update(key, "launch_id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    /** Keeps an event of a launch. */
    public void happened(long launchId, Event event) {
        sql.sql("INSERT INTO launch_event (launch_id, at, kind, step, outcome, exit_code, detail)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                .param(launchId)
                .param(Timestamp.from(event.at()))
                .param(event.kind().name())
                .param(event.step())
                .param(event.outcome())
                .param(event.exitCode())
                .param(event.detail())
                .update();
    }

    /** Removes what a process left that died between the framework's instance row and its first execution row. */
    public void removeInstancesWithoutExecution() {
        sql.sql("DELETE FROM BATCH_JOB_INSTANCE I WHERE NOT EXISTS"
                        + " (SELECT 1 FROM BATCH_JOB_EXECUTION E WHERE E.JOB_INSTANCE_ID = I.JOB_INSTANCE_ID)")
                .update();
    }

    /** The executions of a job that have not ended, or of which the framework does not know how they ended; or one of their steps. */
    public List<Long> unendedExecutions(String job) {
        return sql.sql("SELECT E.JOB_EXECUTION_ID FROM BATCH_JOB_EXECUTION E JOIN BATCH_JOB_INSTANCE I ON"
                        + " I.JOB_INSTANCE_ID = E.JOB_INSTANCE_ID WHERE I.JOB_NAME = ? AND (E.END_TIME IS NULL OR"
                        + " E.STATUS = 'UNKNOWN' OR EXISTS (SELECT 1 FROM BATCH_STEP_EXECUTION S WHERE"
                        + " S.JOB_EXECUTION_ID = E.JOB_EXECUTION_ID AND (S.END_TIME IS NULL OR S.STATUS ="
                        + " 'UNKNOWN'))) ORDER BY E.JOB_EXECUTION_ID")
                .param(job)
                .query(Long.class)
                .list();
    }

    /** How often a job has ended well for one take of a month. */
    public long completedRounds(String job, String month, int take) {
        return sql.sql("SELECT COUNT(DISTINCT E.JOB_INSTANCE_ID) FROM BATCH_JOB_EXECUTION E"
                        + " JOIN BATCH_JOB_INSTANCE I ON I.JOB_INSTANCE_ID = E.JOB_INSTANCE_ID AND I.JOB_NAME = ?"
                        + " JOIN BATCH_JOB_EXECUTION_PARAMS M ON M.JOB_EXECUTION_ID = E.JOB_EXECUTION_ID"
                        + " AND M.PARAMETER_NAME = 'month' AND M.PARAMETER_VALUE = ?"
                        + " LEFT JOIN BATCH_JOB_EXECUTION_PARAMS T ON T.JOB_EXECUTION_ID = E.JOB_EXECUTION_ID"
                        + " AND T.PARAMETER_NAME = 'take'"
                        + " WHERE E.STATUS = 'COMPLETED' AND COALESCE(T.PARAMETER_VALUE, '1') = ?")
                .params(job, month, Integer.toString(take))
                .query(Long.class)
                .single();
    }

    /** The launches, oldest first; of one month where one is given. */
    public List<Launch> launches(Optional<String> month) {
        return sql.sql("SELECT * FROM launch WHERE ? = '' OR billing_month = ? ORDER BY launch_id")
                .params(month.orElse(""), month.orElse(""))
                .query((row, _) -> new Launch(
                        row.getLong("launch_id"),
                        row.getString("command"),
                        row.getString("billing_month"),
                        row.getString("operator"),
                        row.getString("os_user"),
                        row.getString("host"),
                        row.getString("program_version"),
                        row.getString("options"),
                        row.getTimestamp("started_at").toInstant(),
                        reasons(row.getString("reasons"))))
                .list();
    }

    private static List<String> reasons(@Nullable String kept) {
        return kept == null ? List.of() : kept.lines().toList();
    }

    /** Launches as they are told, oldest first. */
    public List<ToldLaunch> told(HistoryFilter filter) {
        List<ToldLaunch> told = new ArrayList<>();
        Map<String, Integer> attempts = new HashMap<>();
        List<Launch> launches = launches(Optional.empty());
        for (int i = 0; i < launches.size(); i++) {
            Launch launch = launches.get(i);
            int attempt = attempts.merge(launch.command() + launch.month(), 1, Integer::sum);
            if (filter.mayFit(launch)) {
                told.add(ToldLaunch.of(
                        launch, events(launch.launchId()), attempt, launches.subList(i + 1, launches.size())));
            }
        }
        return told.stream().filter(filter::fits).toList();
    }

    /** The events of a launch, in order. */
    public List<Event> events(long launchId) {
        return sql.sql("SELECT * FROM launch_event WHERE launch_id = ? ORDER BY event_id")
                .param(launchId)
                .query((row, _) -> new Event(
                        row.getTimestamp("at").toInstant(),
                        EventKind.valueOf(row.getString("kind")),
                        row.getString("step"),
                        row.getString("outcome"),
                        row.getObject("exit_code", Integer.class),
                        row.getString("detail")))
                .list();
    }
}
