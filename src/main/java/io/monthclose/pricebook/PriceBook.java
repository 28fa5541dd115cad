package io.monthclose.pricebook;

import java.time.ZoneId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A price book, whole and checked (rules, "Catalogue").
 *
 * @param version its name
 * @param sha256 the SHA-256 of the file it was read from, 64 hexadecimal digits
 * @param currency the ISO 4217 code of a currency with two decimals
 * @param zone the zone in which months and days are cut
 * @param settlementWindowDays the length of the settlement window, from the 1st of the next month
 * @param switches the four rulings it decides
 * @param groups the groups by code
 * @param freePools the calls granted each month, by the name of the pool, 0 or more
 * @param apis the APIs by code
 */
public record PriceBook(
        String version,
        String sha256,
        String currency,
        ZoneId zone,
        int settlementWindowDays,
        Switches switches,
        SortedMap<String, Group> groups,
        SortedMap<String, Long> freePools,
        SortedMap<String, Api> apis) {
    /** Keeps maps of its own, and checks that every API names a pool that is there. */
    public PriceBook {
        groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        freePools = Collections.unmodifiableSortedMap(new TreeMap<>(freePools));
        apis = Collections.unmodifiableSortedMap(new TreeMap<>(apis));
        for (Api api : apis.values()) {
            String pool = api.freePool();
            if (pool != null && !freePools.containsKey(pool)) {
                throw new IllegalArgumentException(api.code() + " draws a free pool that is not there: " + pool);
            }
        }
    }
}
