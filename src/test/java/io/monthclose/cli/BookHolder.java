package io.monthclose.cli;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A process that has a book open until its standard input ends. */
final class BookHolder {
    private BookHolder() {}

    /** Opens the database of the first argument, says {@code held}, and waits. */
    public static void main(String[] arguments) throws SQLException, IOException {
        try (var _ = DriverManager.getConnection(arguments[0])) {
            System.out.println("held");
            System.in.transferTo(System.out);
        }
    }
}
