package io.monthclose.intake;

import io.monthclose.period.BillingMonth;
import io.monthclose.period.InstantRange;
import io.monthclose.period.InstantText;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;

/**
 * The query that usage is read with, slice by slice. What it is made of is part of the input: another name, text or width gives
 * other files and lines.
 *
 * @param name what the source goes by in documents and messages
 * @param sql a query of the five usage columns, with {@code :from} and {@code :until}
 * @param sliceWidth how much time a slice covers; the month's last one may cover less
 */
public record UsageQuery(String name, String sql, Duration sliceWidth) {
    private static final String FROM = "from";
    private static final String UNTIL = "until";

    /** What is wrong with the text of a query: empty when it has both parameters and no other. */
    public static Optional<String> fault(String sql) {
        List<Object> values;
        try {
            values = Arrays.asList(NamedParameterUtils.buildValueArray(sql, Map.of(FROM, FROM, UNTIL, UNTIL)));
        } catch (InvalidDataAccessApiUsageException e) {
            return Optional.of("has a parameter other than :from and :until");
        }
        if (!values.contains(FROM)) {
            return Optional.of("has no :from");
        }
        return values.contains(UNTIL) ? Optional.empty() : Optional.of("has no :until");
    }

    /** The slices of a month, which together are the whole of it. */
    public List<TimeSlice> slices(BillingMonth month) {
        List<TimeSlice> slices = new ArrayList<>();
        for (Instant from = month.start(); from.isBefore(month.end()); from = from.plus(sliceWidth)) {
            Instant until = from.plus(sliceWidth);
            Instant end = until.isBefore(month.end()) ? until : month.end();
            slices.add(new TimeSlice(slices.size(), new InstantRange(from, end)));
        }
        return slices;
    }

    /**
     * The file that the rows of a slice are told by: the name and the slice's start. All starts of a month are written at the
     * offset of its first instant, so that files are in the order of time by name too.
     */
    public String file(TimeSlice slice, BillingMonth month) {
        ZoneOffset offset = month.zone().getRules().getOffset(month.start());
        return name + " " + InstantText.format(slice.range().from(), offset);
    }

    /** The text as JDBC takes it, with a question mark for each parameter. */
    String statement() {
        return NamedParameterUtils.substituteNamedParameters(sql, new MapSqlParameterSource());
    }

    /** The values for those question marks. */
    Object[] values(TimeSlice slice) {
        return NamedParameterUtils.buildValueArray(
                sql,
                Map.of(FROM, utc(slice.range().from()), UNTIL, utc(slice.range().until())));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
