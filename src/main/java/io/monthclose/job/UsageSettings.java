package io.monthclose.job;

import io.monthclose.account.IdFormat;
import io.monthclose.intake.SourceAddress;
import io.monthclose.intake.SourceConnections;
import io.monthclose.intake.UsageQuery;
import io.monthclose.problem.Faults;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The database that usage is read from ({@code month-close.usage.*}); looked at only when a close asks for it. The password is
 * in no text that is made of it.
 *
 * @param url its JDBC URL, without a password
 * @param user its user, or nothing
 * @param password that user's password, or nothing
 * @param query a query of the five usage columns, with {@code :from} and {@code :until}
 * @param name what the source goes by in documents: an id, default {@code usage-db}
 * @param sliceWidth how much time is asked for at once: 1 minute to 31 days in whole seconds, default 6 hours
 * @param driverJar the jar of its JDBC driver, where it is none that the program brings
 */
public record UsageSettings(
        @DefaultValue("") String url,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("") String query,
        @DefaultValue("usage-db") String name,
        @DefaultValue("6h") Duration sliceWidth,
        @DefaultValue("") String driverJar) {
    private static final String PREFIX = "month-close.usage.";
    private static final Duration LEAST_WIDTH = Duration.ofMinutes(1);
    private static final Duration MOST_WIDTH = Duration.ofDays(31);
    private static final int LONGEST_QUERY = 100_000;

    /** The ways in which drivers take a password as part of a URL. */
    private static final Pattern PASSWORD_INSIDE =
            Pattern.compile("(?i)(password|passwd|pwd)\\s*=|//[^/?;]*:[^/?;]*@|:thin:[^@]+/");

    /**
     * Checks all of them together.
     *
     * @throws ProblemException CONFIGURATION_REFUSED with every fault
     */
    void check() {
        Faults faults = new Faults(ProblemCode.CONFIGURATION_REFUSED, "usage database refused");
        addressFault().ifPresent(fault -> faults.add(PREFIX + "url", fault));
        if (query.isBlank()) {
            faults.add(PREFIX + "query", "is not set");
        } else if (query.length() > LONGEST_QUERY) {
            faults.add(PREFIX + "query", "is longer than " + LONGEST_QUERY + " characters");
        } else {
            UsageQuery.fault(query).ifPresent(fault -> faults.add(PREFIX + "query", fault));
        }
        if (!IdFormat.isValid(name)) {
            faults.add(PREFIX + "name", "is not 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
        boolean inRange = sliceWidth.compareTo(LEAST_WIDTH) >= 0 && sliceWidth.compareTo(MOST_WIDTH) <= 0;
        if (!inRange || sliceWidth.toNanosPart() != 0) {
            faults.add(PREFIX + "slice-width", sliceWidth + " is not 1 minute to 31 days in whole seconds");
        }
        if (!driverJar.isEmpty() && !Files.isReadable(Path.of(driverJar))) {
            faults.add(PREFIX + "driver-jar", driverJar + " cannot be read");
        }
        faults.throwIfAny();
    }

    private Optional<String> addressFault() {
        if (url.isBlank()) {
            return Optional.of("is not set");
        }
        if (PASSWORD_INSIDE.matcher(url).find()) {
            return Optional.of("holds a password; it belongs into " + PREFIX + "password");
        }
        boolean jarIsThere = driverJar.isEmpty() || Files.isReadable(Path.of(driverJar));
        return !jarIsThere || SourceConnections.hasDriver(address())
                ? Optional.empty()
                : Optional.of("names a database without a driver here; name its jar in " + PREFIX + "driver-jar");
    }

    UsageQuery usageQuery() {
        return new UsageQuery(name, query.strip(), sliceWidth);
    }

    SourceAddress address() {
        return new SourceAddress(
                url, user, password, driverJar.isEmpty() ? Optional.empty() : Optional.of(Path.of(driverJar)));
    }

    @Override
    public String toString() {
        return "UsageSettings[" + name + ", " + sliceWidth + "]";
    }
}
