package io.monthclose;

import java.time.Duration;

/**
 * How long a survival suite runs: as long as {@code monthclose.survival.minutes} says, or, with 0 of them, as short as a build
 * wants it. A suite ends with one line that says what it did, so that several runs add up.
 *
 * @param length how long; zero in a build
 * @param seed where its chance, or its numbering, starts
 */
public record Survival(Duration length, long seed) {

    /** What the build was told; the default where it was told no seed. */
    public static Survival orSeed(long defaultSeed) {
        return new Survival(
                Duration.ofMinutes(Long.getLong("monthclose.survival.minutes", 0)),
                Long.getLong("monthclose.survival.seed", defaultSeed));
    }

    /** Whether it is the long suite. */
    public boolean isLong() {
        return length.isPositive();
    }

    /** A clock that starts now. */
    public Stopwatch start() {
        return new Stopwatch(System.nanoTime(), length);
    }

    /** Says on standard output what a suite did. */
    public void did(String suite, String what) {
        System.out.println("survival " + suite + ", seed " + seed + ": " + what);
    }

    /** Tells how long a suite has run. */
    public record Stopwatch(long startedNanos, Duration length) {
        /** Whether the time is up. */
        public boolean isUp() {
            return elapsed().compareTo(length) >= 0;
        }

        /** Since the start. */
        public Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - startedNanos);
        }
    }
}
