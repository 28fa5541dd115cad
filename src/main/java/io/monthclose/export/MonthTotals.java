package io.monthclose.export;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A month's control totals, from the tables.
 *
 * @param linesRead lines of usage files without headers; accepted + duplicate + rejected
 * @param linesAccepted rated, or of parked accounts
 * @param linesDuplicate said again what another said
 * @param linesRejected kept with their reasons
 * @param accounts accounts settled, zero bills too
 * @param parkedAccounts accounts that could not be rated or settled
 * @param meteredCalls of all settled bills; beta + free + prepaid + billable
 * @param betaCalls in public beta
 * @param freeCalls from free pools
 * @param prepaidCalls from prepaid packs
 * @param billableCalls post-paid
 * @param linesTotal the exact sum of the lines
 * @param rounding what rounding each bill added
 * @param billed the sum of the amounts due
 * @param toppedUp top-ups counted by this close
 * @param released freezes released
 * @param wanted freezes wanted
 * @param frozen freezes placed
 * @param arrearsAccounts accounts with a balance below 0
 * @param arrears the sum of those balances
 * @param suspendedAccounts accounts whose freeze was not covered, not in arrears
 */
public record MonthTotals(
        long linesRead,
        long linesAccepted,
        long linesDuplicate,
        long linesRejected,
        long accounts,
        long parkedAccounts,
        BigInteger meteredCalls,
        BigInteger betaCalls,
        BigInteger freeCalls,
        BigInteger prepaidCalls,
        BigInteger billableCalls,
        BigDecimal linesTotal,
        BigDecimal rounding,
        BigDecimal billed,
        BigDecimal toppedUp,
        BigDecimal released,
        BigDecimal wanted,
        BigDecimal frozen,
        long arrearsAccounts,
        BigDecimal arrears,
        long suspendedAccounts) {}
