package io.monthclose.intake;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the database is reached that usage is read from. Its text names neither the place nor the password, so that no message
 * and no log can.
 *
 * @param url the JDBC URL, without a password
 * @param user the user, or nothing
 * @param password the password, or nothing
 * @param driverJar the jar of a JDBC driver that the program does not bring
 */
public record SourceAddress(String url, String user, String password, Optional<Path> driverJar) {
    @Override
    public String toString() {
        return "SourceAddress[not told]";
    }
}
