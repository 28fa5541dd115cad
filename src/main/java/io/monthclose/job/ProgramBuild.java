package io.monthclose.job;

import io.monthclose.intake.FileTrouble;
import io.monthclose.intake.Sha256;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.seal.SealStatement.ClosedBy;
import java.io.IOException;
import java.nio.file.Path;

/** Which build of the program runs. */
final class ProgramBuild {
    private ProgramBuild() {}

    /**
     * The SHA-256 of the jar that the launcher started the program from; unknown where none did. Asked for at the start of what may
     * close a month: later another jar may lie there.
     *
     * @throws ProblemException UNEXPECTED when it cannot be read
     */
    static String sha256() {
        String jar = System.getProperty("launcher.jar");
        try {
            return jar == null ? ClosedBy.NO_BUILD : Sha256.of(Path.of(jar));
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.UNEXPECTED,
                    "the jar that this program was started from, " + jar + ", cannot be read, and a closed month names"
                            + " it: nothing was done; put it back, or build it, and type the same command ("
                            + FileTrouble.of(e)
                            + ")",
                    e);
        }
    }
}
