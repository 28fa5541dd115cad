package io.monthclose.intake;

import io.monthclose.problem.Faults;
import io.monthclose.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Walks the rows of a master file; a line that is no row at all is a fault and the walk goes on. */
final class MasterRows {
    private final Faults faults;

    MasterRows(Faults faults) {
        this.faults = faults;
    }

    /**
     * Hands over each row that has all its fields.
     *
     * @param rows takes the place ("accounts.csv line 7") and the fields in the order of {@code columns}
     * @return whether there were rows to hand over: not when the header is broken, which is a fault
     */
    boolean forEach(MasterFile file, List<String> columns, BiConsumer<String, List<String>> rows) {
        String name = file.name();
        RowText rowText = new RowText();
        LineCursor line = new LineCursor(new ByteArrayInputStream(file.content()));
        try {
            line.next();
            Optional<Header> header = header(name, line, columns);
            if (header.isEmpty()) {
                return false;
            }
            int[] positions = header.get().positions(columns);
            for (long number = 2; line.next(); number++) {
                String where = name + " line " + number;
                switch (rowText.row(line)) {
                    case RowText.Row.Broken broken -> faults.add(where, broken.detail());
                    case RowText.Row.Fields row -> hand(where, row.values(), positions, rows);
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Header> header(String name, LineCursor line, List<String> columns) throws IOException {
        RowText.Row first = SlicePlanner.firstRow(line);
        try {
            return Optional.of(Header.read(name, first, columns));
        } catch (ProblemException e) {
            faults.add(e);
            return Optional.empty();
        }
    }

    private void hand(String where, String[] found, int[] positions, BiConsumer<String, List<String>> rows) {
        if (found.length != positions.length) {
            faults.add(where, positions.length + " columns expected, " + found.length + " found");
            return;
        }
        String[] ordered = new String[positions.length];
        for (int i = 0; i < positions.length; i++) {
            ordered[i] = found[positions[i]];
        }
        rows.accept(where, List.of(ordered));
    }
}
