package io.monthclose.cli;

import io.monthclose.job.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.Level;

/** Progress as JSON lines: one when a step begins, one when it ends. When it is quiet, it only keeps where the close is. */
final class JsonProgress implements Progress {
    private final JsonLog log;
    private final Clock clock;
    private final boolean quiet;
    private Instant began;
    private String outcome = "";
    private Map<String, Number> counts = Map.of();

    JsonProgress(JsonLog log, Clock clock, boolean quiet) {
        this.log = log;
        this.clock = clock;
        this.quiet = quiet;
        this.began = clock.instant();
    }

    @Override
    public void launched(long launchId) {
        log.launchIs(launchId);
    }

    @Override
    public synchronized void reached(String step, long executionId) {
        log.stepIs(step, executionId);
        began = clock.instant();
    }

    @Override
    public void started(String step, long total, String unit) {
        line(
                Level.INFO,
                "step_started",
                step + " begins",
                total == 0 ? Map.of() : Map.of("total", total, "unit", unit));
    }

    @Override
    public synchronized void cameOut(String how, Map<String, Number> found) {
        outcome = how;
        counts = found;
    }

    @Override
    public void ended(String step, String text) {
        line(Level.INFO, "step_ended", step + " " + (text.isEmpty() ? "done" : text), result());
    }

    @Override
    public void failed(String step) {
        line(Level.ERROR, "step_ended", step + " stopped", result());
    }

    @Override
    public void noticed(String what) {
        line(Level.WARN, "noticed", what, Map.of());
    }

    private synchronized Map<String, Object> result() {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("outcome", outcome);
        more.put("duration_ms", Duration.between(began, clock.instant()).toMillis());
        more.put("counts", counts);
        return more;
    }

    private void line(Level level, String event, String message, Map<String, Object> more) {
        if (!quiet) {
            log.line(level, JsonLog.PROGRAM, event, message, more);
        }
    }
}
