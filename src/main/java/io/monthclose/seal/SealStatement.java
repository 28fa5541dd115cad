package io.monthclose.seal;

import io.monthclose.intake.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the seal of a month stands for: the rows of this book, as they are stored, that belong to the month, and what the history
 * had gained since the seal before.
 *
 * @param month {@code 2022-09}
 * @param root of the month
 * @param previousSeal of the month before, or {@link StatementText#NOTHING_BEFORE}
 * @param closedBy which launch of which program closed it
 * @param sections the tables, then the history
 */
public record SealStatement(String month, String root, String previousSeal, ClosedBy closedBy, List<Section> sections) {
    private static final String HEX64 = "([0-9a-f]{64})";
    private static final Pattern HEAD = Pattern.compile("month-close book seal, format 1\nmonth ([0-9]{4}-[0-9]{2})\n"
            + "root " + HEX64 + "\nprevious-seal " + HEX64 + "\nclosed-by launch ([0-9]{1,18})\n"
            + "program ([0-9a-f]{64}|unknown) ([^\n]*)\n");
    private static final Pattern SECTION = Pattern.compile(
            "(table|history) ([a-z_]{1,63}) ([0-9]{1,18}) " + HEX64 + " ([a-z0-9_]{1,63}(?:,[a-z0-9_]{1,63})*)\n");

    /** Copies the sections. */
    public SealStatement {
        sections = List.copyOf(sections);
    }

    /**
     * What closed the month.
     *
     * @param launch the launch in the history
     * @param build the SHA-256 of the program's jar, or {@code unknown} where it did not run from one
     * @param version the program's version, escaped
     */
    public record ClosedBy(long launch, String build, String version) {
        /** Stands for the build of a program that does not run from a jar. */
        public static final String NO_BUILD = "unknown";
    }

    /**
     * The rows of a table under the seal.
     *
     * @param kind {@code table}: the rows of the month; {@code history}: those not under an earlier seal
     * @param table its name
     * @param rows how many
     * @param sha256 of their text ({@link RowText}), in the order of their keys
     * @param columns what that text holds of each, in this order
     */
    public record Section(Kind kind, String table, long rows, String sha256, List<String> columns) {
        /** Copies the columns. */
        public Section {
            columns = List.copyOf(columns);
        }
    }

    /** What rows of a table a section holds. */
    public enum Kind {
        /** Those of the month. */
        TABLE("table"),
        /** Those that no earlier seal holds. */
        HISTORY("history");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** The statement. */
    public String text() {
        StringBuilder text = new StringBuilder("month-close book seal, format 1\n");
        text.append("month ").append(month).append('\n');
        text.append("root ").append(root).append('\n');
        text.append("previous-seal ").append(previousSeal).append('\n');
        text.append("closed-by launch ").append(closedBy.launch()).append('\n');
        text.append("program ")
                .append(closedBy.build())
                .append(' ')
                .append(closedBy.version())
                .append('\n');
        for (Section section : sections) {
            text.append(section.kind().word).append(' ').append(section.table()).append(' ');
            text.append(section.rows()).append(' ').append(section.sha256()).append(' ');
            text.append(String.join(",", section.columns())).append('\n');
        }
        return text.toString();
    }

    /** The seal: the SHA-256 of the statement, in hex. */
    public String seal() {
        return Sha256.of(text().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a statement; nothing when the text is none. What it names as columns are names of columns and nothing else. */
    public static Optional<SealStatement> read(String text) {
        Matcher head = HEAD.matcher(text);
        if (!head.lookingAt()) {
            return Optional.empty();
        }
        List<Section> sections = new ArrayList<>();
        Matcher section = SECTION.matcher(text).region(head.end(), text.length());
        while (section.lookingAt()) {
            sections.add(new Section(
                    section.group(1).equals(Kind.TABLE.word) ? Kind.TABLE : Kind.HISTORY,
                    section.group(2),
                    Long.parseLong(section.group(3)),
                    section.group(4),
                    List.of(section.group(5).split(",", -1))));
            section.region(section.end(), text.length());
        }
        if (section.regionStart() != text.length()) {
            return Optional.empty();
        }
        ClosedBy closedBy = new ClosedBy(Long.parseLong(head.group(4)), head.group(5), head.group(6));
        return Optional.of(new SealStatement(head.group(1), head.group(2), head.group(3), closedBy, sections));
    }
}
