package io.monthclose.intake;

import io.monthclose.period.InstantText;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The five usage columns of a query's result, by name in any order and case, and how their values become the text that a usage
 * file would have. A NULL is an empty field.
 */
final class SourceColumns {
    private static final int CALLS = Header.USAGE.indexOf("calls");
    private static final int OCCURRED_AT = Header.USAGE.indexOf("occurred_at");
    private static final Set<Integer> TEXT = Set.of(
            Types.CHAR,
            Types.VARCHAR,
            Types.LONGVARCHAR,
            Types.NCHAR,
            Types.NVARCHAR,
            Types.LONGNVARCHAR,
            Types.CLOB,
            Types.NCLOB);
    private static final Set<Integer> NUMBER =
            Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL);
    private static final int MOST_DIGITS = 100;
    private static final Instant FIRST = Instant.parse("0000-01-02T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");

    /** How a value is read. */
    private enum Form {
        TEXT,
        NUMBER,
        INSTANT
    }

    private final int[] positions;
    private final Form[] forms;
    private final ZoneId zone;

    private SourceColumns(int[] positions, Form[] forms, ZoneId zone) {
        this.positions = positions;
        this.forms = forms;
        this.zone = zone;
    }

    /**
     * Finds the columns.
     *
     * @param source what the source goes by
     * @param zone in which instants are written
     * @throws ProblemException INPUT_REFUSED, naming what is missing, twice, unknown or of a type that cannot be usage
     */
    static SourceColumns of(String source, ResultSetMetaData columns, ZoneId zone) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        List<String> faults = new ArrayList<>(Header.faults(names, Header.USAGE));
        int count = Header.USAGE.size();
        int[] positions = new int[count];
        Form[] forms = new Form[count];
        for (int i = 0; i < count && faults.isEmpty(); i++) {
            positions[i] = names.indexOf(Header.USAGE.get(i)) + 1;
        }
        for (int i = 0; i < count && positions[count - 1] > 0; i++) {
            Optional<Form> form = form(i, columns, positions[i]);
            if (form.isEmpty()) {
                faults.add("column " + Header.USAGE.get(i) + " is a " + columns.getColumnTypeName(positions[i])
                        + ", expected " + expected(i));
            }
            forms[i] = form.orElse(Form.TEXT);
        }
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.INPUT_REFUSED, source + ": the query is refused: " + String.join("; ", faults));
        }
        return new SourceColumns(positions, forms, zone);
    }

    private static Optional<Form> form(int column, ResultSetMetaData columns, int position) throws SQLException {
        int type = columns.getColumnType(position);
        if (TEXT.contains(type)) {
            return Optional.of(Form.TEXT);
        }
        if (column == OCCURRED_AT) {
            return isInstant(type, columns.getColumnTypeName(position)) ? Optional.of(Form.INSTANT) : Optional.empty();
        }
        if (NUMBER.contains(type)) {
            return Optional.of(Form.NUMBER);
        }
        boolean uuid = column != CALLS && columns.getColumnTypeName(position).equalsIgnoreCase("uuid");
        return uuid ? Optional.of(Form.TEXT) : Optional.empty();
    }

    /** PostgreSQL gives both kinds of timestamp the same number. */
    private static boolean isInstant(int type, String typeName) {
        String name = typeName.toLowerCase(Locale.ROOT);
        return type == Types.TIMESTAMP_WITH_TIMEZONE
                || name.equals("timestamptz")
                || name.equals("datetimeoffset")
                || (name.startsWith("timestamp") && name.endsWith(" time zone") && !name.contains("without"));
    }

    private static String expected(int column) {
        if (column == OCCURRED_AT) {
            return "text or a timestamp with time zone";
        }
        return column == CALLS ? "an integer or text" : "text, an integer or a uuid";
    }

    /** A row of the result, in the order of the usage columns. */
    SourceRow row(ResultSet row) throws SQLException {
        String[] fields = new String[positions.length];
        for (int i = 0; i < OCCURRED_AT; i++) {
            fields[i] = forms[i] == Form.NUMBER ? number(row.getBigDecimal(positions[i])) : text(row, positions[i]);
        }
        if (forms[OCCURRED_AT] == Form.TEXT) {
            String time = text(row, positions[OCCURRED_AT]);
            fields[OCCURRED_AT] = time;
            return new SourceRow(fields, InstantText.parse(time));
        }
        Optional<Instant> instant = Optional.ofNullable(row.getObject(positions[OCCURRED_AT], OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
        fields[OCCURRED_AT] = instant.map(this::written).orElse("");
        return new SourceRow(fields, instant);
    }

    private static String text(ResultSet row, int position) throws SQLException {
        String text = row.getString(position);
        return text == null ? "" : text;
    }

    /** A whole number in plain digits; any other as it is, to be rejected as from a file. */
    private static String number(@Nullable BigDecimal value) {
        if (value == null) {
            return "";
        }
        boolean whole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
        boolean small = Math.abs((long) value.precision() - value.scale()) <= MOST_DIGITS;
        return whole && small ? value.toBigInteger().toString() : value.toString();
    }

    /** An instant as a usage file may have it; one beyond the years of four digits in a form that is rejected. */
    private String written(Instant instant) {
        boolean fourDigits = instant.isAfter(FIRST) && instant.isBefore(LAST);
        return fourDigits ? InstantText.format(instant, zone) : instant.toString();
    }
}
