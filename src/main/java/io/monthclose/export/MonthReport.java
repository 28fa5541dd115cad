package io.monthclose.export;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything {@code index.html} shows of one month. The page adds nothing to these figures and takes nothing away: it
 * orders nothing, counts only what its lists leave out, the late rows and the invariants that hold, and reads no clock.
 *
 * <p>Amounts and prices are exact text as in the CSV files: plain decimals with a point, no exponent, no separators
 * ({@code -1225.00}; money with 2 decimals, exact amounts and prices without trailing zeros). The page groups their
 * digits for reading. Calls summed over accounts are {@link BigInteger}; accounts, rows, files and bytes are
 * {@code long}. Lists come in the order in which they are shown.
 */
record MonthReport(
        Heading heading,
        Totals totals,
        List<ApiRow> apis,
        List<TierRow> tiers,
        PackTotals packs,
        List<PackAccountRow> packAccounts,
        List<FreezeRow> freezes,
        List<ArrearsRow> arrears,
        List<SuspendedRow> suspended,
        List<BillRow> largestBills,
        List<RejectRow> rejects,
        List<LateRow> lateUsage,
        List<InputRow> inputs,
        List<InvariantRow> invariants,
        List<ParkedRow> parked) {

    MonthReport {
        apis = List.copyOf(apis);
        tiers = List.copyOf(tiers);
        packAccounts = List.copyOf(packAccounts);
        freezes = List.copyOf(freezes);
        arrears = List.copyOf(arrears);
        suspended = List.copyOf(suspended);
        largestBills = List.copyOf(largestBills);
        rejects = List.copyOf(rejects);
        lateUsage = List.copyOf(lateUsage);
        inputs = List.copyOf(inputs);
        invariants = List.copyOf(invariants);
        parked = List.copyOf(parked);
    }

    /**
     * What was settled, and from which prices.
     *
     * @param month {@code 2022-09}
     * @param settlementInstant as in {@code settlement.json}: {@code 2022-10-02T10:00:00+08:00}
     * @param priceBookSha256 all 64 hex digits; the page shortens it where it is short of room
     * @param provisional the month is still open
     * @param parked accounts are parked
     * @param firstOfChain the first month ever closed in this book
     * @param root of the month, all 64 hex digits; none while it is provisional, or where it was closed without
     * @param previousRoot of the month before; 64 zeros where that has none
     */
    record Heading(
            String month,
            String currency,
            String settlementInstant,
            String priceBookVersion,
            String priceBookSha256,
            boolean provisional,
            boolean parked,
            boolean firstOfChain,
            @Nullable String root,
            @Nullable String previousRoot) {}

    /** The month's control totals, in three parts. */
    record Totals(UsageTotals usage, CallTotals calls, MoneyTotals money) {}

    /**
     * Lines of the usage files; {@code linesRead} = accepted + duplicate + rejected.
     *
     * @param accountsBilled bills written, zero bills too
     * @param parkedAccounts accounts that could not be rated or settled
     */
    record UsageTotals(
            long linesRead, long accepted, long duplicate, long rejected, long accountsBilled, long parkedAccounts) {}

    /** Calls over all bills; {@code metered} = beta + free + prepaid + billable. */
    record CallTotals(BigInteger metered, BigInteger beta, BigInteger free, BigInteger prepaid, BigInteger billable) {}

    /**
     * Money over all accounts, in the month's currency; {@code linesTotal} + {@code rounding} = {@code billed}.
     *
     * @param linesTotal the exact sum of all bill lines
     * @param rounding what rounding each bill to the cent added, may be negative
     * @param billed the sum of {@code amount_due}
     * @param revenue the postings to {@code REVENUE}; equals {@code billed}
     * @param topUps counted by this close
     * @param released freezes of the month before
     * @param wanted freezes asked for, {@code INSUFFICIENT} ones too
     * @param frozen freezes placed
     * @param arrearsAccounts accounts whose balance is below 0 after the charge
     * @param arrearsAmount the sum of those balances: 0.00 or negative
     * @param suspendedAccounts accounts with account status {@code SUSPENDED} (so not those in arrears)
     */
    record MoneyTotals(
            String linesTotal,
            String rounding,
            String billed,
            String revenue,
            String topUps,
            String released,
            String wanted,
            String frozen,
            long arrearsAccounts,
            String arrearsAmount,
            long suspendedAccounts) {}

    /** One API of the price book, in its order; all accounts and price versions together. {@code amount} is exact. */
    record ApiRow(
            String code,
            String name,
            String groupName,
            BigInteger metered,
            BigInteger beta,
            BigInteger free,
            BigInteger prepaid,
            BigInteger billable,
            String amount) {}

    /**
     * The bill lines with billable calls of one API and price version that reached one tier.
     *
     * @param tierFrom first volume of the tier, in calls, included
     * @param unitPrice per 1,000 calls
     * @param accounts accounts with such a line
     */
    record TierRow(
            String apiCode,
            String apiName,
            String priceVersion,
            long tierFrom,
            String unitPrice,
            long accounts,
            BigInteger billable,
            String amount) {}

    /** All prepaid packs with calls left at the month's start; opening − drawn − forfeited = closing. */
    record PackTotals(long packs, BigInteger opening, BigInteger drawn, BigInteger forfeited, BigInteger closing) {}

    /** The packs of one account; the 20 accounts with most calls drawn. */
    record PackAccountRow(
            String accountId,
            String accountName,
            long packs,
            BigInteger opening,
            BigInteger drawn,
            BigInteger forfeited,
            BigInteger closing) {}

    /** The freezes of one status: {@code HELD}, {@code INSUFFICIENT}, {@code NONE}, each present, 0 too. */
    record FreezeRow(String status, long accounts, String wanted, String frozen) {}

    /** An account in arrears; the 50 lowest balances. {@code balanceAfter} is negative. */
    record ArrearsRow(String accountId, String accountName, String amountDue, String balanceAfter) {}

    /** A suspended account; the 50 with the largest {@code wanted}. */
    record SuspendedRow(String accountId, String accountName, String wanted, String balanceAfter) {}

    /**
     * One of the 20 largest bills.
     *
     * @param calls metered calls of all its lines
     * @param accountStatus {@code CLOSED}, {@code ARREARS}, {@code SUSPENDED} or {@code ACTIVE}
     */
    record BillRow(
            String accountId,
            String accountName,
            BigInteger calls,
            String amountDue,
            String balanceAfter,
            String accountStatus) {}

    /** Rejected lines of one reason, only reasons that occurred. */
    record RejectRow(String reason, long rows) {}

    /** Unbilled usage of one earlier month, {@code 2022-08}. */
    record LateRow(String month, long rows, BigInteger calls) {}

    /** One input, a file or a slice of a usage query: its name without path, and all 64 digits of its SHA-256. */
    record InputRow(String name, long bytes, long lines, String sha256) {}

    /** One of the invariants 1 to 7: what must hold, whether it does, what was compared (may be empty). */
    record InvariantRow(int number, String statement, boolean holds, String detail) {}

    /** An account that could not be rated or settled, and why. */
    record ParkedRow(String accountId, String accountName, String reason) {}
}
