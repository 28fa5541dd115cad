package io.monthclose.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Compares the bills of two folders: the same accounts, and of each the same amount due; the same lines, and of each
 * the same calls by source and the same amount. Both are sorted by account.
 */
final class Agreement {
    private static final Pattern COMMA = Pattern.compile(",");

    private Agreement() {}

    /** A document, with its key and the columns that must be the same. */
    private record Document(String name, List<String> key, List<String> figures) {
        static final List<Document> ALL = List.of(
                new Document("bills.csv", List.of("account_id"), List.of("amount_due")),
                new Document(
                        "bill-lines.csv",
                        List.of("account_id", "api", "price_version"),
                        List.of("metered_calls", "free_calls", "prepaid_calls", "billable_calls", "amount")));
    }

    /**
     * Throws on the first difference.
     *
     * @return the number of bills
     */
    static long check(Path ours, Path theirs) throws IOException {
        for (Document document : Document.ALL) {
            compare(document, ours.resolve(document.name()), theirs.resolve(document.name()));
        }
        try (var lines = Files.lines(ours.resolve("bills.csv"))) {
            return lines.count() - 1;
        }
    }

    /** Shows that a difference would be seen: one cent on the last bill of a copy. */
    static void seeRed(Path ours, Path scratch) throws IOException {
        List<String> bills = new ArrayList<>(Files.readAllLines(ours.resolve("bills.csv")));
        int column = columns(bills.getFirst(), List.of("amount_due"))[0];
        List<String> last = new ArrayList<>(fields(bills.getLast()));
        last.set(
                column,
                new BigDecimal(last.get(column)).add(new BigDecimal("0.01")).toPlainString());
        bills.set(bills.size() - 1, String.join(",", last));
        Files.createDirectories(scratch);
        Files.write(scratch.resolve("bills.csv"), bills);
        try {
            check(ours, scratch);
        } catch (IllegalStateException seen) {
            return;
        }
        throw new IllegalStateException("a bill that is a cent off was not seen");
    }

    private static void compare(Document document, Path ours, Path theirs) throws IOException {
        try (BufferedReader our = Files.newBufferedReader(ours);
                BufferedReader their = Files.newBufferedReader(theirs)) {
            Rows ourRows = new Rows(document, our);
            Rows theirRows = new Rows(document, their);
            for (long row = 1; ; row++) {
                Row one = ourRows.next();
                Row other = theirRows.next();
                if (one.key().isEmpty() && other.key().isEmpty()) {
                    return;
                }
                if (!one.sameAs(other)) {
                    throw new IllegalStateException("row %d of %s differs: %s %s in %s, %s %s in %s"
                            .formatted(
                                    row,
                                    document.name(),
                                    one.key(),
                                    one.figures(),
                                    ours,
                                    other.key(),
                                    other.figures(),
                                    theirs));
                }
            }
        }
    }

    private record Row(List<String> key, List<BigDecimal> figures) {
        boolean sameAs(Row other) {
            boolean same = key.equals(other.key) && figures.size() == other.figures.size();
            for (int i = 0; same && i < figures.size(); i++) {
                same = figures.get(i).compareTo(other.figures.get(i)) == 0;
            }
            return same;
        }
    }

    private static final class Rows {
        private final BufferedReader in;
        private final int[] key;
        private final int[] figures;

        Rows(Document document, BufferedReader in) throws IOException {
            this.in = in;
            String header = in.readLine();
            if (header == null) {
                throw new IllegalStateException("no header in " + document.name());
            }
            this.key = columns(header, document.key());
            this.figures = columns(header, document.figures());
        }

        /** The next row; without a key after the last. */
        Row next() throws IOException {
            String line = in.readLine();
            if (line == null) {
                return new Row(List.of(), List.of());
            }
            List<String> fields = fields(line);
            List<String> keyFields = new ArrayList<>();
            for (int column : key) {
                keyFields.add(fields.get(column));
            }
            List<BigDecimal> numbers = new ArrayList<>();
            for (int column : figures) {
                numbers.add(new BigDecimal(fields.get(column)));
            }
            return new Row(keyFields, numbers);
        }
    }

    private static int[] columns(String header, List<String> names) {
        List<String> found = fields(header);
        int[] columns = names.stream().mapToInt(found::indexOf).toArray();
        for (int column : columns) {
            if (column < 0) {
                throw new IllegalStateException("one of " + names + " is missing in " + header);
            }
        }
        return columns;
    }

    /** No field of these documents is quoted. */
    private static List<String> fields(String line) {
        return COMMA.splitAsStream(line).toList();
    }
}
