package io.monthclose.store;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.sql.DataSource;
import org.h2.engine.ConnectionInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Where an H2 book lies and how it is connected to: the URL as H2 itself reads it (relative, with {@code ~}, with options).
 *
 * @param url of a database file
 * @param user null when none is set
 * @param password null when none is set
 */
record H2Address(
        String url, @Nullable String user, @Nullable String password) {
    static final String SUFFIX = ".mv.db";

    DataSource dataSource() {
        DriverManagerDataSource database = new DriverManagerDataSource(url);
        database.setUsername(user);
        database.setPassword(password);
        return database;
    }

    /** Whether a file that is not there is an error, by the URL's own word. */
    boolean mustExist() {
        return parsed().getProperty("IFEXISTS", false) || parsed().getProperty("FORBID_CREATION", false);
    }

    /**
     * The database file; what a link leads to when it is one.
     *
     * @throws ProblemException CONFIGURATION_REFUSED when it is none of the file system, such as one in memory or in an archive
     */
    Path file() throws IOException {
        String name = parsed().getName();
        if (name.matches("[A-Za-z][A-Za-z0-9]+:.*")) {
            throw new ProblemException(
                    ProblemCode.CONFIGURATION_REFUSED,
                    "spring.datasource.url " + withoutOptions()
                            + " is no database file; an H2 book is jdbc:h2:file:PATH;WRITE_DELAY=0");
        }
        Path file = Path.of(name + SUFFIX).toAbsolutePath();
        return Files.exists(file) ? file.toRealPath() : file;
    }

    /** The same with another file. */
    H2Address at(Path file) {
        String path = file.toString();
        int options = url.indexOf(';');
        return new H2Address(
                "jdbc:h2:file:" + path.substring(0, path.length() - SUFFIX.length())
                        + (options < 0
                                ? ""
                                : url.substring(options).replaceAll("(?i);(IFEXISTS|FORBID_CREATION)=[^;]*", "")),
                user,
                password);
    }

    /** What may be told: the options may hold a password. */
    String withoutOptions() {
        return url.split(";", 2)[0];
    }

    private ConnectionInfo parsed() {
        return new ConnectionInfo(url, new Properties(), null, null);
    }
}
