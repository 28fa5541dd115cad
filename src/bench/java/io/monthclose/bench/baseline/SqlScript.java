package io.monthclose.bench.baseline;

import io.monthclose.bench.input.BenchMonth;
import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.Api;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceVersion;
import io.monthclose.pricebook.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs SQL scripts of this package; what differs from run to run stands in them as {@code ${name}}. */
final class SqlScript {
    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*(\\n|$)");

    private final Map<String, String> values = new HashMap<>();

    /** Scripts that know the prices of the book and the bounds of the month. */
    SqlScript(PriceBook book) {
        BillingMonth month = BenchMonth.of(book);
        ZoneOffset zone = month.zone().getRules().getOffset(month.start());
        values.put("month", month.toString());
        values.put("currency", book.currency());
        values.put("month_starts", LocalDateTime.ofInstant(month.start(), ZoneOffset.UTC) + ":00");
        values.put("month_ends", LocalDateTime.ofInstant(month.end(), ZoneOffset.UTC) + ":00");
        values.put("zone_seconds", Integer.toString(zone.getTotalSeconds()));
        putPrices(book, month);
    }

    /** A path in the scripts. */
    SqlScript with(String name, Path path) {
        values.put(name, path.toString().replace("'", "''"));
        return this;
    }

    /** Paths in the scripts, as a list of texts. */
    SqlScript with(String name, List<Path> paths) {
        values.put(
                name,
                paths.stream()
                        .map(path -> "'" + path.toString().replace("'", "''") + "'")
                        .collect(Collectors.joining(", ")));
        return this;
    }

    /** Runs the statements of a script one after the other. */
    void run(String script, Connection connection) throws SQLException {
        for (String statement : END_OF_STATEMENT.splitAsStream(text(script)).toList()) {
            if (!statement.isBlank()) {
                try (Statement sql = connection.createStatement()) {
                    sql.execute(statement);
                }
            }
        }
    }

    /** A script with everything put in. */
    String text(String script) {
        try (InputStream in = SqlScript.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException("no script " + script);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return text;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The catalogue as rows, so that no price is typed twice. */
    private void putPrices(PriceBook book, BillingMonth month) {
        List<String> pools = List.copyOf(book.freePools().keySet());
        List<String> apis = new ArrayList<>();
        List<String> tiers = new ArrayList<>();
        for (Api api : book.apis().values()) {
            PriceVersion version = soleVersion(api, month);
            int number = apis.size();
            String pool = api.freePool();
            apis.add("(%d, '%s', '%s', %d, %d)"
                    .formatted(
                            number,
                            api.code(),
                            version.version(),
                            pool == null ? -1 - number : pools.indexOf(pool),
                            pool == null ? 0 : book.freePools().getOrDefault(pool, 0L)));
            for (Tier tier : version.tiers()) {
                Long to = tier.to();
                tiers.add("(%d, %d, %d, %s)"
                        .formatted(number, tier.from(), to == null ? Long.MAX_VALUE : to, tier.price()));
            }
        }
        values.put("apis", String.join(",\n    ", apis));
        values.put("tiers", String.join(",\n    ", tiers));
    }

    /** The SQL knows one price an API: a month in which prices change, or are beta, needs another. */
    private static PriceVersion soleVersion(Api api, BillingMonth month) {
        PriceVersion first = api.versionAt(month.start()).orElseThrow();
        PriceVersion last = api.versionAt(month.end().minusNanos(1)).orElseThrow();
        if (!first.equals(last) || first.beta()) {
            throw new IllegalStateException(api.code() + " has no one price in " + month);
        }
        return first;
    }
}
