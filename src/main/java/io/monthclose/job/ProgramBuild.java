package io.monthclose.job;

import io.monthclose.intake.Sha256;
import io.monthclose.seal.SealStatement.ClosedBy;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** Which build of the program runs. */
final class ProgramBuild {
    private ProgramBuild() {}

    /** The SHA-256 of the jar that the launcher started the program from; unknown where none did. */
    static String sha256() {
        String jar = System.getProperty("launcher.jar");
        if (jar == null) {
            return ClosedBy.NO_BUILD;
        }
        MessageDigest digest = Sha256.start();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(Path.of(jar), out);
        } catch (IOException e) {
            throw new UncheckedIOException("the program's jar " + jar + " cannot be read", e);
        }
        return Sha256.hex(digest.digest());
    }
}
