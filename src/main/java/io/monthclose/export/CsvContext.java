package io.monthclose.export;

import java.time.ZoneId;

/**
 * What every row of a document shares.
 *
 * @param month {@code 2022-09}
 * @param currency the book's
 * @param zone the book's
 */
record CsvContext(String month, String currency, ZoneId zone) {}
