package io.monthclose.seal;

import io.monthclose.intake.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table as one text, and its SHA-256: a line for each row, fields joined by TAB, control characters and backslashes
 * escaped, a null as {@code \N}, all of it in UTF-8.
 */
public final class RowText {
    private static final String NULL = "\\N";

    private final StringBuilder row = new StringBuilder(1024);
    private final MessageDigest all = Sha256.start();
    private long rows;
    private boolean inRow;

    /** The next field of the row. */
    public void field(@Nullable String value) {
        if (inRow) {
            row.append('\t');
        }
        inRow = true;
        if (value == null) {
            row.append(NULL);
        } else {
            StatementText.append(row, value);
        }
    }

    /** Ends the row; its text in bytes, LF included. */
    public byte[] end() {
        row.append('\n');
        byte[] bytes = row.toString().getBytes(StandardCharsets.UTF_8);
        all.update(bytes);
        rows++;
        row.setLength(0);
        inRow = false;
        return bytes;
    }

    /** How many rows it has. */
    public long rows() {
        return rows;
    }

    /** The SHA-256 of all rows, in hex; asked for once, at the end. */
    public String sha256() {
        return Sha256.hex(all.digest());
    }
}
