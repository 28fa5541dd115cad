package io.monthclose.pricebook;

import io.monthclose.problem.Faults;
import io.monthclose.problem.ProblemCode;
import java.util.HashSet;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects the faults of one price book, each with its file, line and column; the same fault is told once. */
final class BookFaults {
    private static final int LONGEST_QUOTE = 60;

    private final String sourceName;
    private final Faults faults = new Faults(ProblemCode.CONFIGURATION_REFUSED, "price book refused");
    private final Set<String> told = new HashSet<>();

    BookFaults(String sourceName) {
        this.sourceName = sourceName;
    }

    void at(Node node, String fault) {
        at(node.getStartMark(), fault);
    }

    void at(Mark mark, String fault) {
        add(sourceName + " line " + (mark.getLine() + 1) + " column " + (mark.getColumn() + 1), fault);
    }

    void inWhole(String fault) {
        add(sourceName, fault);
    }

    void throwIfAny() {
        faults.throwIfAny();
    }

    /** What was found, fit for a message of one line. */
    static String quoted(String found) {
        StringBuilder quote = new StringBuilder("`");
        found.codePoints()
                .limit(LONGEST_QUOTE)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(quote::appendCodePoint);
        return quote.append(found.codePointCount(0, found.length()) > LONGEST_QUOTE ? "…`" : "`")
                .toString();
    }

    private void add(String where, String fault) {
        if (told.add(where + fault)) {
            faults.add(where, fault);
        }
    }
}
