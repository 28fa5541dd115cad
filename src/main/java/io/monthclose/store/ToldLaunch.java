package io.monthclose.store;

import io.monthclose.store.HistoryStore.Event;
import io.monthclose.store.HistoryStore.EventKind;
import io.monthclose.store.HistoryStore.Launch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A launch with all that is known of it.
 *
 * @param launch the launch
 * @param events what happened in it, in order
 * @param attempt which launch of this command for this month it is, from 1
 * @param outcome how it ended
 * @param running the step that began last and did not end, of a launch without an end
 * @param wentOn the later launch that went on with the month, of one without an end
 */
public record ToldLaunch(
        Launch launch,
        List<Timed> events,
        int attempt,
        Outcome outcome,
        Optional<Event> running,
        Optional<Launch> wentOn) {
    private static final Set<String> GO_ON = Set.of("close", "rerun");

    /** Copies the list. */
    public ToldLaunch {
        events = List.copyOf(events);
    }

    /** How a launch ended. */
    public enum Outcome {
        /** With 0 or 3. */
        WELL,
        /** With any other exit code. */
        FAILED,
        /** No end was recorded: it runs, or it was killed. */
        UNENDED
    }

    /**
     * An event with its length.
     *
     * @param event the event
     * @param took how long what it ends took; null of what ends nothing
     */
    public record Timed(Event event, @Nullable Duration took) {}

    static ToldLaunch of(Launch launch, List<Event> events, int attempt, List<Launch> later) {
        Map<String, Event> begun = new HashMap<>();
        List<Timed> timed = new ArrayList<>();
        Outcome outcome = Outcome.UNENDED;
        for (Event event : events) {
            String step = event.step() == null ? "" : event.step();
            Instant since = null;
            switch (event.kind()) {
                case STEP_STARTED -> begun.put(step, event);
                case STEP_ENDED -> {
                    Event start = begun.remove(step);
                    since = start == null ? null : start.at();
                }
                case NOTE -> {}
                case ENDED -> {
                    since = launch.startedAt();
                    outcome = "WELL".equals(event.outcome()) ? Outcome.WELL : Outcome.FAILED;
                }
            }
            timed.add(new Timed(event, since == null ? null : Duration.between(since, event.at())));
        }
        boolean open = outcome == Outcome.UNENDED;
        Optional<Event> running = events.reversed().stream()
                .filter(event -> open && event.kind() == EventKind.STEP_STARTED && begun.containsValue(event))
                .findFirst();
        return new ToldLaunch(
                launch, timed, attempt, outcome, running, open ? wentOn(launch, later) : Optional.empty());
    }

    private static Optional<Launch> wentOn(Launch launch, List<Launch> later) {
        return later.stream()
                .filter(next -> GO_ON.contains(launch.command())
                        && GO_ON.contains(next.command())
                        && next.month().equals(launch.month()))
                .findFirst();
    }

    /** The exit code, where an end was recorded. */
    public Optional<Integer> exitCode() {
        return events.reversed().stream()
                .map(Timed::event)
                .filter(event -> event.kind() == EventKind.ENDED)
                .findFirst()
                .flatMap(event -> Optional.ofNullable(event.exitCode()));
    }

    /** What is said of a launch without an end. */
    public Optional<String> unended() {
        if (outcome != Outcome.UNENDED) {
            return Optional.empty();
        }
        String last = running.map(event -> "; last: " + event.step() + " since " + event.at())
                .orElse("; it was between two steps");
        return Optional.of("no end was recorded" + last
                + wentOn.map(next -> "; launch #" + next.launchId() + " went on")
                        .orElse("; no later launch went on yet: it runs, or was killed"));
    }
}
