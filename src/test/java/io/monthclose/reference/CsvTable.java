package io.monthclose.reference;

import java.util.ArrayList;
import java.util.List;

/** An output file: a header, and rows in the order of their first columns as UTF-8 bytes. */
final class CsvTable {
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    CsvTable(String... header) {
        this.header = List.of(header);
    }

    void add(Object... fields) {
        List<String> row = new ArrayList<>();
        for (Object field : fields) {
            row.add(String.valueOf(field));
        }
        rows.add(row);
    }

    /** The text with the rows ordered by this many key columns. */
    String sortedBy(int keyColumns) {
        rows.sort((left, right) -> compareKeys(left, right, keyColumns));
        return asAdded();
    }

    /** The text with the rows in the order in which they were added. */
    String asAdded() {
        StringBuilder text = new StringBuilder();
        append(text, header);
        rows.forEach(row -> append(text, row));
        return text.toString();
    }

    private static int compareKeys(List<String> left, List<String> right, int keyColumns) {
        for (int i = 0; i < keyColumns; i++) {
            int order = ByteOrder.OF_TEXT.compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static void append(StringBuilder text, List<String> row) {
        text.append(String.join(",", row.stream().map(CsvTable::field).toList()))
                .append('\n');
    }

    private static String field(String value) {
        boolean needsQuotes = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needsQuotes ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
    }
}
