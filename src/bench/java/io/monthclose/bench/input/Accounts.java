package io.monthclose.bench.input;

import io.monthclose.period.BillingMonth;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a month, by number from 0: when each is open, which APIs it calls and how much. A few are very large,
 * most are small; every fiftieth opens or closes inside the month.
 */
final class Accounts {
    /** Usage falls off with the rank: the largest 1 % of the accounts make one row in six. */
    private static final double SKEW = 2.5;

    private static final int SECONDS_A_DAY = 86_400;
    private static final int NOT_ALWAYS_OPEN_ONE_IN = 50;

    private final BillingMonth month;
    private final int monthSeconds;
    private final long seed;
    private final int count;
    private final int apiCount;
    private final int stride;

    Accounts(BillingMonth month, Workload workload, int apiCount) {
        this.month = month;
        this.monthSeconds = BenchMonth.seconds(month);
        this.seed = Chance.mix(workload.seed() + 1);
        this.count = workload.accounts();
        this.apiCount = apiCount;
        this.stride = strideThrough(count);
    }

    int count() {
        return count;
    }

    String id(int account) {
        String digits = Integer.toString(account);
        return "A" + "0".repeat(7 - digits.length()) + digits;
    }

    /** The account at a rank, from 0, the largest; ranks are spread over the numbers. */
    int atRank(int rank) {
        return (int) ((long) rank * stride % count);
    }

    /** An account, as often as its size says. */
    int drawn(Chance chance) {
        return atRank((int) (count * StrictMath.pow(chance.unit(), SKEW)));
    }

    boolean isAlwaysOpen(int account) {
        return trait(account, 0, NOT_ALWAYS_OPEN_ONE_IN) != 0;
    }

    boolean isOpenAt(int account, int second) {
        return isAlwaysOpen(account) || (second >= openFrom(account) && second < openUntil(account));
    }

    LocalDate openedOn(int account) {
        if (openFrom(account) > 0) {
            return month.firstDay().plusDays(openFrom(account) / SECONDS_A_DAY);
        }
        return month.firstDay().minusDays(1 + trait(account, 20, 900));
    }

    @Nullable
    LocalDate closedOn(int account) {
        return openUntil(account) < monthSeconds ? month.firstDay().plusDays(openUntil(account) / SECONDS_A_DAY) : null;
    }

    /** One of the APIs that the account calls, its favourite more often than the others. */
    int api(int account, Chance chance) {
        int favourite = trait(account, 8, apiCount);
        int variety = 1 + trait(account, 16, apiCount);
        double slot = variety * chance.unit() * chance.unit();
        return (favourite + 3 * (int) slot) % apiCount;
    }

    /** The most calls in one of its records. */
    long mostCalls(int account) {
        int magnitude = trait(account, 24, 5);
        long most = 20;
        for (int i = 0; i < magnitude; i++) {
            most *= 8;
        }
        return most;
    }

    private int openFrom(int account) {
        boolean opens = !isAlwaysOpen(account) && trait(account, 32, 2) == 0;
        return opens ? day(account) * SECONDS_A_DAY : 0;
    }

    private int openUntil(int account) {
        boolean closes = !isAlwaysOpen(account) && trait(account, 32, 2) == 1;
        return closes ? day(account) * SECONDS_A_DAY : monthSeconds;
    }

    private int day(int account) {
        return 1 + trait(account, 40, 28);
    }

    /** From 0 up to, but without, {@code bound}; other bits of the account's chance for another shift. */
    private int trait(int account, int shift, int bound) {
        return (int) ((Chance.mix(seed + account) >>> (shift + 1)) % bound);
    }

    /** A step that reaches every account once before it comes round. */
    private static int strideThrough(int count) {
        int stride = (int) (count * 0.618) | 1;
        while (greatestCommonDivisor(stride, count) > 1) {
            stride += 2;
        }
        return stride;
    }

    private static int greatestCommonDivisor(int one, int other) {
        return other == 0 ? one : greatestCommonDivisor(other, one % other);
    }
}
