package io.monthclose.reference;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded chance: the same seed gives the same throws. */
final class Dice {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long below(long bound) {
        return random.nextLong(bound);
    }

    /** A number from {@code least} to {@code most}, both included. */
    int from(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** At least one of the choices, {@code most} at most, in a random order. */
    <T> List<T> some(Collection<T> choices, int most) {
        List<T> shuffled = shuffled(choices);
        return new ArrayList<>(shuffled.subList(0, from(1, Math.min(most, shuffled.size()))));
    }

    <T> List<T> shuffled(Collection<T> items) {
        List<T> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** An instant of {@code [from, until)}: a whole minute, a whole second, or with a fraction of 1 to 9 digits. */
    Instant within(Instant from, Instant until) {
        long seconds = Math.max(1, Duration.between(from, until).toSeconds());
        Instant second = from.plusSeconds(random.nextLong(seconds));
        Instant chosen = switch (random.nextInt(4)) {
            case 0 -> second.minusSeconds(Math.floorMod(second.getEpochSecond(), 60L));
            case 1 -> second.plusNanos(random.nextLong(NANOS_PER_SECOND));
            case 2 -> second.plusMillis(random.nextLong(1_000L));
            default -> second;
        };
        return chosen.isBefore(from) || !chosen.isBefore(until) ? from : chosen;
    }

    /** The total cut into so many parts, each 0 or more. */
    List<BigInteger> split(BigInteger total, int parts) {
        List<BigInteger> cut = new ArrayList<>();
        BigInteger left = total;
        for (int i = 1; i < parts; i++) {
            BigInteger part = BigInteger.valueOf(random.nextLong(left.longValueExact() + 1));
            cut.add(part);
            left = left.subtract(part);
        }
        cut.add(left);
        return shuffled(cut);
    }
}
