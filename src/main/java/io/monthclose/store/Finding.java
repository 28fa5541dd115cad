package io.monthclose.store;

/**
 * What a reconciliation found of one invariant.
 *
 * @param invariant which
 * @param holds whether it holds
 * @param detail the first places where it does not; empty when it holds
 */
public record Finding(Invariant invariant, boolean holds, String detail) {}
