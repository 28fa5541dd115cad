package io.monthclose.bench.input;

/** Seeded chance (the SplitMix64 sequence): a seed gives the same draws on every machine. */
final class Chance {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    Chance(long seed) {
        this.state = mix(seed);
    }

    /** 64 bits that look like chance, the same for the same input; different inputs never meet. */
    static long mix(long input) {
        long bits = input;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }

    long next() {
        state += STEP;
        return mix(state);
    }

    /** A number from 0 up to, but without, {@code bound}. */
    int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** A number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean oneIn(int n) {
        return below(n) == 0;
    }

    /** From 0 up to, but without, 1. */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** A number from 1 to {@code most}, each order of magnitude as often as any other. */
    long ofAnySize(long most) {
        return (long) StrictMath.pow((double) most, unit());
    }
}
