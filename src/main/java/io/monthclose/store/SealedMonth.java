package io.monthclose.store;

import java.time.YearMonth;

/**
 * Root and seal of a closed month, as they are recorded.
 *
 * @param month the month
 * @param root the SHA-256 of the root statement, in hex
 * @param previousRoot the root of the month before; 64 zeros when that has none
 * @param rootStatement what the root stands for
 * @param seal the SHA-256 of the seal statement, in hex
 * @param previousSeal the seal of the month before; 64 zeros when that has none
 * @param sealStatement what the seal stands for
 */
public record SealedMonth(
        YearMonth month,
        String root,
        String previousRoot,
        String rootStatement,
        String seal,
        String previousSeal,
        String sealStatement) {}
