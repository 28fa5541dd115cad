package io.monthclose.usage;

/**
 * Where a record was read. Ordered by file, then by line: the order in which the first of two records stands.
 *
 * @param file the rank of the file among the month's usage files by name, from 0
 * @param line the line in it, from 1; of a database, the rank in its slice
 */
public record Origin(int file, long line) implements Comparable<Origin> {
    /** Checks the bounds. */
    public Origin {
        if (file < 0 || line < 1) {
            throw new IllegalArgumentException("files count from 0 and lines from 1, not " + file + " and " + line);
        }
    }

    @Override
    public int compareTo(Origin other) {
        int byFile = Integer.compare(file, other.file);
        return byFile != 0 ? byFile : Long.compare(line, other.line);
    }
}
