package io.monthclose.cli;

import io.monthclose.job.Progress;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar with rate and time left where a person watches, a line per step elsewhere. */
final class ProgressDisplay {
    private static final int STEP_NAME_WIDTH = 16;

    private ProgressDisplay() {}

    static Progress on(MonthClose.Surroundings surroundings) {
        return surroundings.terminal() ? new Bar(surroundings) : new Lines(surroundings);
    }

    private static String padded(String step) {
        return String.format(Locale.ROOT, "%-" + STEP_NAME_WIDTH + "s", step);
    }

    private static final class Bar implements Progress {
        private final MonthClose.Surroundings surroundings;
        private @Nullable ProgressBar bar;

        Bar(MonthClose.Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public synchronized void started(String step, long total, String unit) {
            bar = new ProgressBarBuilder()
                    .setTaskName(padded(step))
                    .setInitialMax(Math.max(total, 1))
                    .setUnit(unit.isEmpty() ? "" : " " + unit, 1)
                    .showSpeed()
                    .build();
        }

        @Override
        public synchronized void advanced(long units) {
            if (bar != null) {
                bar.stepBy(units);
            }
        }

        @Override
        public synchronized void ended(String step, String counts) {
            if (bar != null) {
                bar.stepTo(bar.getMax());
                close();
            }
        }

        @Override
        public synchronized void failed(String step) {
            close();
        }

        @Override
        public synchronized void noticed(String what) {
            surroundings.err().println(what);
        }

        private void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }

    private record Lines(MonthClose.Surroundings surroundings) implements Progress {
        @Override
        public void ended(String step, String counts) {
            surroundings.err().println(padded(step) + " " + (counts.isEmpty() ? "done" : counts));
        }

        @Override
        public void failed(String step) {
            surroundings.err().println(padded(step) + " stopped");
        }

        @Override
        public void noticed(String what) {
            surroundings.err().println(what);
        }
    }
}
