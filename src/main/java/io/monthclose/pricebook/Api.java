package io.monthclose.pricebook;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One metered API.
 *
 * @param code its code, as usage records name it
 * @param name its name for people
 * @param group the group it belongs to
 * @param freePool the name of the free pool it draws, perhaps shared with others; null when it has no free calls
 * @param versions its prices over time, one or more, ascending by the instant from which they are in force
 */
public record Api(
        String code, String name, Group group, @Nullable String freePool, List<PriceVersion> versions) {
    /** Checks that there are versions, in order and with names of their own. */
    public Api {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException(code + " has no prices");
        }
        Set<String> names = new HashSet<>();
        Instant before = Instant.MIN;
        for (PriceVersion version : versions) {
            if (!version.from().isAfter(before) || !names.add(version.version())) {
                throw new IllegalArgumentException(
                        code + ": version " + version.version() + " is out of order or again");
            }
            before = version.from();
        }
    }

    /** The version in force at that instant, its own first instant included; empty before the first. */
    public Optional<PriceVersion> versionAt(Instant instant) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (!instant.isBefore(versions.get(i).from())) {
                return Optional.of(versions.get(i));
            }
        }
        return Optional.empty();
    }
}
