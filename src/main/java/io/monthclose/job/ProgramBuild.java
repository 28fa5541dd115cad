package io.monthclose.job;

import io.monthclose.intake.Sha256;
import io.monthclose.seal.SealStatement.ClosedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Which build of the program runs. */
final class ProgramBuild {
    private ProgramBuild() {}

    /** The SHA-256 of the jar that the launcher started the program from; unknown where none did. */
    static String sha256() {
        String jar = System.getProperty("launcher.jar");
        try {
            return jar == null ? ClosedBy.NO_BUILD : Sha256.of(Path.of(jar));
        } catch (IOException e) {
            throw new UncheckedIOException("the program's jar " + jar + " cannot be read", e);
        }
    }
}
