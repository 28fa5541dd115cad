package io.monthclose.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.period.BillingMonth;
import io.monthclose.period.InstantText;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.usage.Origin;
import io.monthclose.usage.UsageRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One account's month, put together by a test and rated. */
final class AccountMonth {
    private final PriceBook book;
    private final BillingMonth month;
    private final List<UsageRecord> records = new ArrayList<>();
    private final List<PackBalance> packs = new ArrayList<>();

    private AccountMonth(PriceBook book, BillingMonth month) {
        this.book = book;
        this.month = month;
    }

    static AccountMonth of(PriceBook book, String month) {
        return new AccountMonth(book, BillingMonth.parse(month, book.zone()));
    }

    /** Calls on the 15th of the month. */
    AccountMonth used(String api, long calls) {
        return used(api, calls, month + "-15T12:00:00+08:00");
    }

    AccountMonth used(String api, long calls, String at) {
        return used("r" + (records.size() + 1), api, calls, at);
    }

    AccountMonth used(String recordId, String api, long calls, String at) {
        records.add(new UsageRecord(recordId, api, calls, instant(at), new Origin(0, records.size() + 2)));
        return this;
    }

    /** A pack with all of its calls left; {@code apis} joined by {@code |}. */
    AccountMonth pack(String packId, String apis, long calls, String from, String until) {
        List<String> covered = Arrays.asList(apis.split("\\|", -1));
        packs.add(new PackBalance(packId, covered, instant(from), instant(until), calls, calls));
        return this;
    }

    Rating rate() {
        return new Rater(book, month).rate(records, packs);
    }

    Rating.Rated rated() {
        return switch (rate()) {
            case Rating.Rated rated -> rated;
            case Rating.Unratable unratable -> throw new AssertionError(unratable.reason());
        };
    }

    /** The only line. */
    RatedLine line() {
        assertThat(rated().lines()).hasSize(1);
        return rated().lines().getFirst();
    }

    /** The line of an API that has one line. */
    RatedLine line(String api) {
        List<RatedLine> lines =
                rated().lines().stream().filter(line -> line.api().equals(api)).toList();
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    String freezeEstimate() {
        return rated().freezeEstimate().toString();
    }

    static Instant instant(String text) {
        return InstantText.parse(text).orElseThrow(() -> new AssertionError(text));
    }
}
