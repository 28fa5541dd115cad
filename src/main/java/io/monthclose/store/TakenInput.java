package io.monthclose.store;

import io.monthclose.intake.Header;
import org.jspecify.annotations.Nullable;

/**
 * A file that a take read.
 *
 * @param role what it is
 * @param file its rank among those of its role
 * @param name without path
 * @param bytes its size
 * @param lines its lines without the header
 * @param sha256 of all its bytes
 * @param header the columns of a usage file, otherwise null
 * @param content the bytes of a master file, otherwise null
 */
public record TakenInput(
        Role role,
        int file,
        String name,
        long bytes,
        long lines,
        String sha256,
        @Nullable Header header,
        byte @Nullable [] content) {

    TakenInput with(byte[] bytesOfIt) {
        return new TakenInput(role, file, name, bytes, lines, sha256, header, bytesOfIt);
    }

    /** What a file of the input folder is. */
    public enum Role {
        /** {@code usage*.csv}. */
        USAGE,
        /** {@code accounts.csv}. */
        ACCOUNTS,
        /** {@code prepaid-packs.csv}. */
        PACKS,
        /** {@code top-ups.csv}. */
        TOP_UPS
    }
}
