package io.monthclose.job;

import io.monthclose.intake.FileTrouble;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The price book's file. */
final class PriceBookFile {
    private PriceBookFile() {}

    /**
     * Its bytes.
     *
     * @throws ProblemException CONFIGURATION_REFUSED when it cannot be read
     */
    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.CONFIGURATION_REFUSED,
                    "price book " + file + " cannot be read: " + FileTrouble.of(e),
                    e);
        }
    }
}
