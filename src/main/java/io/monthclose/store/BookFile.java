package io.monthclose.store;

import io.monthclose.intake.FileTrouble;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * The file of an H2 book, as it is opened. H2 commits each statement of a migration by itself, so a book is never migrated
 * where it lies: a process that is killed meanwhile would leave a schema that nobody can go on with. The file in its
 * place is either not there, or one that was whole before, or one that is whole and up to date.
 */
public final class BookFile {
    private static final int IN_USE = 90020;
    /** What another process needs to look at a book, many times over. */
    private static final int LOOKS = 100;

    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private final H2Address address;
    private final Path file;

    private BookFile(H2Address address, Path file) {
        this.address = address;
        this.file = file;
    }

    /** Whether a URL is of an H2 book. */
    public static boolean isH2(String url) {
        return url.toUpperCase(Locale.ROOT).startsWith("JDBC:H2:");
    }

    /**
     * Opens a book and holds its file until the connection is closed; one that is not there is made first, and one whose schema
     * is behind is brought up to date.
     *
     * @throws ProblemException CLOSED_ELSEWHERE when another process makes or moves it; DATABASE_UNREACHABLE when it cannot be
     *     written; CONFIGURATION_REFUSED when its schema is none that can be brought up to date. The file is then as it was
     */
    public static Connection open(String url, @Nullable String user, @Nullable String password) {
        H2Address address = new H2Address(url, user, password);
        try {
            return new BookFile(address, address.file()).open();
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("the book " + address.withoutOptions(), e);
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.DATABASE_UNREACHABLE,
                    "the book " + address.withoutOptions() + " cannot be made or brought up to date, and is as it was: "
                            + FileTrouble.of(e),
                    e);
        }
    }

    private Connection open() throws SQLException, IOException {
        if (isThere() || address.mustExist()) {
            Connection book = connect();
            if (isCurrent(book)) {
                BookMove.tidy(file);
                return book;
            }
            shutDown(book);
        }
        try (BookMove move = BookMove.begin(file)) {
            // Whoever was here before may have done it meanwhile.
            if (!isThere()) {
                fill(move);
            } else {
                Connection book = connectAfterOthersLooked();
                if (isCurrent(book)) {
                    move.done();
                    return book;
                }
                replace(move, book);
            }
            Connection book = connect();
            move.done();
            return book;
        }
    }

    /** Only what is known not to be there is made new: a link that leads nowhere, or a disk that does not answer, is an error. */
    private boolean isThere() throws IOException {
        boolean there = !Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
        if (there && !Files.exists(file)) {
            throw new IOException(file + " leads to no file, or to one that cannot be looked at");
        }
        return there;
    }

    private void replace(BookMove move, Connection book) throws SQLException, IOException {
        boolean empty = new BookSchema(address.dataSource()).holdsNothing();
        shutDown(book);
        for (int look = 0; !move.holdsBook(); look++) {
            if (look == LOOKS) {
                throw inUse();
            }
            pause();
        }
        if (!empty) {
            move.copyBook();
        }
        fill(move);
    }

    /** Brings the file that is to be the book up to date, and puts it into its place. */
    private void fill(BookMove move) throws SQLException, IOException {
        H2Address next = address.at(move.next());
        try (Connection connection = next.dataSource().getConnection()) {
            new BookSchema(next.dataSource()).migrate();
            shutDown(connection);
        } catch (FlywayException | SQLException e) {
            throwIfOfTheDisk(e);
            throw new ProblemException(
                    ProblemCode.CONFIGURATION_REFUSED,
                    "the book " + file + " is as it was: its schema cannot be brought up to date, perhaps because an"
                            + " earlier program was killed while it did so; restore the backup from before: "
                            + e.getMessage(),
                    e);
        }
        move.intoPlace();
    }

    private Connection connect() throws SQLException {
        return address.dataSource().getConnection();
    }

    private boolean isCurrent(Connection book) throws SQLException {
        try {
            SchemaDifference difference = new BookSchema(address.dataSource()).difference();
            difference.refuseNewer("the book " + file);
            return difference.isNone();
        } catch (RuntimeException e) {
            book.close();
            throw e;
        }
    }

    private Connection connectAfterOthersLooked() throws SQLException {
        for (int look = 0; ; look++) {
            try {
                return connect();
            } catch (SQLException e) {
                if (e.getErrorCode() != IN_USE || look == LOOKS) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** Closes the database whatever the URL says about keeping it open, so that its file is whole and free. */
    private static void shutDown(Connection book) throws SQLException {
        try (book;
                Statement statement = book.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw inUse();
        }
    }

    private static void throwIfOfTheDisk(Exception failure) throws IOException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException disk) {
                throw disk;
            }
        }
    }

    static ProblemException inUse() {
        return new ProblemException(
                ProblemCode.CLOSED_ELSEWHERE,
                "the book is in use by another process (its database file is locked): retry later");
    }
}
