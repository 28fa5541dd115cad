package io.monthclose.intake;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Deals accounts out to buckets, evenly and for ever the same way. Nothing of the output depends on it.
 *
 * @param count how many buckets, at least 1
 */
public record Buckets(int count) {
    /** The most buckets a take is dealt out to. */
    public static final int MOST = 1024;

    private static final long USAGE_BYTES_PER_BUCKET = 16L << 20;
    private static final int ACCOUNTS_PER_BUCKET = 32;
    private static final int MOST_FOR_ACCOUNTS = 256;

    /** Checks the bounds. */
    public Buckets {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("buckets: 1 to " + MOST + ", not " + count);
        }
    }

    /** As many as it takes for each to fit in memory, whatever the size of the input. */
    public static Buckets forUsageBytes(long bytes) {
        return new Buckets(Math.clamp(bytes / USAGE_BYTES_PER_BUCKET, 2, MOST));
    }

    /** For usage whose size is not known before it is read: from the accounts alone, few of them to a bucket. */
    public static Buckets forAccounts(int accounts) {
        return new Buckets(Math.clamp(accounts / ACCOUNTS_PER_BUCKET, 2, MOST_FOR_ACCOUNTS));
    }

    /** The bucket of an account, from 0. */
    public int of(String accountId) {
        CRC32 crc = new CRC32();
        crc.update(accountId.getBytes(StandardCharsets.US_ASCII));
        return (int) (crc.getValue() % count);
    }
}
