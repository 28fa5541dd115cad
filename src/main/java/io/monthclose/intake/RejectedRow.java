package io.monthclose.intake;

import io.monthclose.usage.LateUsage;
import io.monthclose.usage.Origin;
import io.monthclose.usage.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * A rejected line, kept whole (its first MiB of one longer than that).
 *
 * @param origin file and line
 * @param reason the first reason that matches
 * @param detail what was expected
 * @param raw the line's bytes without its end
 * @param rawBytes the line's whole length
 * @param longSha256 of the whole line, in hex, where only its first MiB is held; otherwise null
 * @param late what it would have added to an earlier month, of a LATE row
 */
public record RejectedRow(
        Origin origin,
        RejectReason reason,
        String detail,
        byte[] raw,
        long rawBytes,
        @Nullable String longSha256,
        @Nullable LateUsage late) {

    /** A row that was accepted first and then conflicted with another of its account. */
    public static RejectedRow conflict(Origin origin, String detail, byte[] raw) {
        return new RejectedRow(origin, RejectReason.CONFLICT, detail, raw, raw.length, null, null);
    }

    /** The SHA-256 of the whole line, in hex; not held, because nearly all rows of a wrong file are rejects. */
    public String rawSha256() {
        return longSha256 == null ? Sha256.of(raw) : longSha256;
    }
}
