package io.monthclose.store;

import io.monthclose.intake.PrepaidPack;

/**
 * A pack with calls left at the month's start.
 *
 * @param pack the pack
 * @param opening the calls left, above 0
 */
public record MonthPack(PrepaidPack pack, long opening) {}
