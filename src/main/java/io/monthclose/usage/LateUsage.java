package io.monthclose.usage;

import java.time.YearMonth;

/**
 * What a late row would have added to an earlier month; it is told, and not billed (rules, "Corrections").
 *
 * @param month the month of the row's instant in the book's zone
 * @param calls the row's calls, 0 or more
 */
public record LateUsage(YearMonth month, long calls) {}
