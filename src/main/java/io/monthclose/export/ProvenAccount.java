package io.monthclose.export;

import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The proof of an account, not written yet.
 *
 * @param name of its file
 * @param text what is in it
 */
public record ProvenAccount(String name, String text) {
    /**
     * Writes it.
     *
     * @throws ProblemException OUTPUT_NOT_WRITTEN when it cannot be written
     */
    public WrittenFile write(Path folder) {
        try (OutputFolder output = OutputFolder.open(folder)) {
            WrittenFile written = output.write(name, text.getBytes(StandardCharsets.UTF_8));
            output.publish(List.of(name));
            return written;
        } catch (IOException e) {
            throw OutputFolder.notWritten(folder, e);
        }
    }
}
