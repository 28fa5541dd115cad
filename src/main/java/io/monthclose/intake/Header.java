package io.monthclose.intake;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The header of a CSV file: each expected column once, in any order, and no other.
 *
 * @param columns the column names in the file's order
 */
public record Header(List<String> columns) {
    /** The columns of a usage file. */
    public static final List<String> USAGE = List.of("record_id", "account_id", "api", "calls", "occurred_at");

    private static final int MOST_NAMED = 10;

    /** Copies the list. */
    public Header {
        columns = List.copyOf(columns);
    }

    /**
     * Reads the first line of a file.
     *
     * @param row the line's fields
     * @throws ProblemException INPUT_REFUSED, naming every column that is missing or twice, and the first 10 that are unknown
     */
    static Header read(String file, RowText.Row row, List<String> expected) {
        List<String> found = switch (row) {
            case RowText.Row.Broken broken ->
                throw refused(file, broken.detail() + ", expected the header " + String.join(",", expected));
            case RowText.Row.Fields fields -> Arrays.asList(fields.values());
        };
        List<String> faults = faults(found, expected);
        if (!faults.isEmpty()) {
            throw refused(file, String.join("; ", faults));
        }
        return new Header(found);
    }

    /** Every column that is missing or twice, and the first 10 that are unknown. */
    static List<String> faults(List<String> found, List<String> expected) {
        List<String> faults = new ArrayList<>();
        for (String name : expected) {
            int count = (int) found.stream().filter(name::equals).count();
            if (count != 1) {
                faults.add(count == 0 ? "column " + name + " is missing" : "column " + name + " comes twice");
            }
        }
        List<String> unknown =
                found.stream().filter(name -> !expected.contains(name)).toList();
        unknown.stream()
                .limit(MOST_NAMED)
                .map(MasterFields::shown)
                .forEach(name -> faults.add("column '" + name + "' is not one of " + String.join(",", expected)));
        if (unknown.size() > MOST_NAMED) {
            faults.add(unknown.size() - MOST_NAMED + " columns more are not one of these");
        }
        return faults;
    }

    /** Where each of the expected columns stands, in the order of the expected ones. */
    int[] positions(List<String> expected) {
        return expected.stream().mapToInt(columns::indexOf).toArray();
    }

    private static ProblemException refused(String file, String fault) {
        return new ProblemException(ProblemCode.INPUT_REFUSED, file + " line 1: " + fault);
    }
}
