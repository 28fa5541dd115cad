package io.monthclose.usage;

import io.monthclose.account.Account;
import io.monthclose.account.IdFormat;
import io.monthclose.period.BillingMonth;
import io.monthclose.period.InstantText;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the five fields of a row into a record of the month, or into a reject with the first reason that matches, in
 * the order of {@link RejectReason} (rules, "Usage records"). Fields are taken as they are, untrimmed. Knows nothing
 * of the other rows, so that threads may share it.
 */
public final class RowCheck {
    private static final int MOST_CALLS_DIGITS = 15;
    private static final String ID_FORM = " is not 1 to 64 of A-Z a-z 0-9 . _ : -";
    private static final RowVerdict.Rejected BAD_RECORD_ID = rejected(RejectReason.MALFORMED, "record_id" + ID_FORM);
    private static final RowVerdict.Rejected BAD_ACCOUNT_ID = rejected(RejectReason.MALFORMED, "account_id" + ID_FORM);
    private static final RowVerdict.Rejected BAD_TIME =
            rejected(RejectReason.INVALID_TIME, "occurred_at is not an instant like 2022-09-30T23:59:59+08:00");
    private static final RowVerdict.Rejected BAD_CALLS =
            rejected(RejectReason.INVALID_CALLS, "calls is not 1 to 15 digits");
    private static final RowVerdict.Rejected BAD_API =
            rejected(RejectReason.UNKNOWN_API, "no such API in the price book");
    private static final RowVerdict.Rejected BAD_ACCOUNT = rejected(RejectReason.UNKNOWN_ACCOUNT, "no such account");

    private final BillingMonth month;
    private final Instant start;
    private final Instant end;
    private final Map<String, String> apis = new HashMap<>();
    private final Map<String, Account> accounts;
    private final String beforeMonth;
    private final RowVerdict.Rejected afterMonth;

    /**
     * A check of rows for one month.
     *
     * @param apis the API codes of the price book
     * @param accounts the known accounts by id; read by all threads and not changed any more
     */
    public RowCheck(BillingMonth month, Set<String> apis, Map<String, Account> accounts) {
        this.month = month;
        this.start = month.start();
        this.end = month.end();
        apis.forEach(api -> this.apis.put(api, api));
        this.accounts = accounts;
        this.beforeMonth = "before " + InstantText.format(start, month.zone());
        this.afterMonth = rejected(RejectReason.AFTER_MONTH, "at or after " + InstantText.format(end, month.zone()));
    }

    /** The month. */
    public BillingMonth month() {
        return month;
    }

    /** The API codes of the price book. */
    public Set<String> apis() {
        return Collections.unmodifiableSet(apis.keySet());
    }

    /** The ids of the accounts that are open at every instant of the month. */
    public List<String> openThroughout() {
        return accounts.values().stream()
                .filter(account -> account.openThroughout(month))
                .map(account -> account.id().value())
                .toList();
    }

    /** Judges one row by its five fields. */
    public RowVerdict check(
            String recordId, String accountId, String api, String calls, String occurredAt, Origin origin) {
        if (!IdFormat.isValid(recordId)) {
            return BAD_RECORD_ID;
        }
        if (!IdFormat.isValid(accountId)) {
            return BAD_ACCOUNT_ID;
        }
        Optional<Instant> instant = InstantText.parse(occurredAt);
        if (instant.isEmpty()) {
            return BAD_TIME;
        }
        long callCount = callCount(calls);
        if (callCount < 0) {
            return BAD_CALLS;
        }
        String knownApi = apis.get(api);
        if (knownApi == null) {
            return BAD_API;
        }
        Account account = accounts.get(accountId);
        if (account == null) {
            return BAD_ACCOUNT;
        }
        return placed(account, new UsageRecord(recordId, knownApi, callCount, instant.get(), origin));
    }

    private RowVerdict placed(Account account, UsageRecord record) {
        Instant instant = record.occurredAt();
        if (instant.isBefore(start)) {
            YearMonth earlier = YearMonth.from(instant.atZone(month.zone()));
            return new RowVerdict.Rejected(RejectReason.LATE, beforeMonth, new LateUsage(earlier, record.calls()));
        }
        if (!instant.isBefore(end)) {
            return afterMonth;
        }
        if (account.openThroughout(month) || account.openAt(instant, month.zone())) {
            return new RowVerdict.Accepted(account.id(), record);
        }
        return rejected(RejectReason.ACCOUNT_NOT_OPEN, notOpen(account, instant));
    }

    private String notOpen(Account account, Instant instant) {
        if (instant.isBefore(account.openRange(month.zone()).from())) {
            return "before the account opens on " + account.openedOn();
        }
        return "the account is closed from " + account.closedOn() + " on";
    }

    private static long callCount(String text) {
        int length = text.length();
        if (length == 0 || length > MOST_CALLS_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static RowVerdict.Rejected rejected(RejectReason reason, String detail) {
        return new RowVerdict.Rejected(reason, detail, null);
    }
}
