package io.monthclose.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in lower case hex wherever it is written. */
public final class Sha256 {
    private Sha256() {}

    /** A new digest. */
    public static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The digest in hex. */
    public static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    /** The SHA-256 of these bytes, in hex. */
    public static String of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The SHA-256 of a file's bytes, in hex. */
    public static String of(Path file) throws IOException {
        MessageDigest digest = start();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return hex(digest.digest());
    }

    static String of(byte[] bytes, int offset, int length) {
        MessageDigest digest = start();
        digest.update(bytes, offset, length);
        return hex(digest.digest());
    }
}
