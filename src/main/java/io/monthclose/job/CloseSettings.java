package io.monthclose.job;

import io.monthclose.intake.Buckets;
import io.monthclose.problem.Faults;
import io.monthclose.problem.ProblemCode;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the work is cut. No figure of the output depends on any of it.
 *
 * @param sliceBytes the size at which a slice of a usage file ends with its line: 1 to 1 GiB, default 32 MiB
 * @param accountsPerChunk accounts whose results commit together: 1 to 100,000, default 500
 * @param buckets how many buckets accounts are dealt out to: 1 to 1,024; 0, the default, takes it from the size of the input
 * @param lease how long a close may be held up before another process may take its book over, on PostgreSQL: 1 second to 1 hour,
 *     default 30 seconds
 * @param usage the database that usage is read from, where it is
 */
@ConfigurationProperties(prefix = "month-close", ignoreUnknownFields = false)
public record CloseSettings(
        @DefaultValue("33554432") int sliceBytes,
        @DefaultValue("500") int accountsPerChunk,
        @DefaultValue("0") int buckets,
        @DefaultValue("30s") Duration lease,
        @DefaultValue UsageSettings usage) {
    private static final int MOST_SLICE_BYTES = 1 << 30;
    private static final int MOST_ACCOUNTS = 100_000;
    private static final Duration LEAST_LEASE = Duration.ofSeconds(1);
    private static final Duration MOST_LEASE = Duration.ofHours(1);

    /** Checks all settings together. */
    public CloseSettings {
        Faults faults = new Faults(ProblemCode.CONFIGURATION_REFUSED, "settings refused");
        check(faults, "month-close.slice-bytes", sliceBytes, 1, MOST_SLICE_BYTES);
        check(faults, "month-close.accounts-per-chunk", accountsPerChunk, 1, MOST_ACCOUNTS);
        check(faults, "month-close.buckets", buckets, 0, Buckets.MOST);
        if (lease.compareTo(LEAST_LEASE) < 0 || lease.compareTo(MOST_LEASE) > 0) {
            faults.add("month-close.lease", lease + " is not " + LEAST_LEASE + " to " + MOST_LEASE);
        }
        faults.throwIfAny();
    }

    /** The buckets for an input of this size. */
    Buckets bucketsFor(long usageBytes) {
        return buckets == 0 ? Buckets.forUsageBytes(usageBytes) : new Buckets(buckets);
    }

    /** The buckets for usage of a size that is not known before it is read. */
    Buckets bucketsForAccounts(int accounts) {
        return buckets == 0 ? Buckets.forAccounts(accounts) : new Buckets(buckets);
    }

    private static void check(Faults faults, String setting, int value, int least, int most) {
        if (value < least || value > most) {
            faults.add(setting, value + " is not " + least + " to " + most);
        }
    }
}
