package io.monthclose.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.account.AccountId;
import io.monthclose.bill.Bill;
import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBookReader;
import io.monthclose.reference.Catalogue;
import io.monthclose.reference.Pack;
import io.monthclose.reference.RandomAccountMonths;
import io.monthclose.reference.RandomAccountMonths.AccountMonth;
import io.monthclose.reference.ReferenceRating;
import io.monthclose.reference.Usage;
import io.monthclose.usage.Origin;
import io.monthclose.usage.UsageRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Rating against the slow reference, on random account-months. How many is the system property
 * {@code monthclose.tests.random-account-months}, the first seed {@code monthclose.tests.first-seed}.
 */
class RandomAccountMonthsTest {
    private static final long COUNT = Long.getLong("monthclose.tests.random-account-months", 20_000);
    private static final long FIRST_SEED = Long.getLong("monthclose.tests.first-seed", 0);
    private static final AccountId ACCOUNT = new AccountId("A0001");

    private final RandomAccountMonths accountMonths = new RandomAccountMonths();
    private final List<PriceBook> books = accountMonths.catalogues().stream()
            .map(RandomAccountMonthsTest::book)
            .toList();

    @Test
    void every_line_draw_pack_and_amount_is_the_references() {
        AtomicLong unratable = new AtomicLong();
        List<Long> different = LongStream.range(FIRST_SEED, FIRST_SEED + COUNT)
                .parallel()
                .filter(seed -> {
                    AccountMonth month = accountMonths.of(seed);
                    String expected = text(month.rate());
                    unratable.addAndGet(expected.equals(UNRATABLE) ? 1 : 0);
                    return !expected.equals(rated(month));
                })
                .boxed()
                .toList();

        for (long seed : different) {
            AccountMonth month = accountMonths.of(seed);
            assertThat(rated(month)).as("seed %d: %s", seed, month).isEqualTo(text(month.rate()));
        }
        assertThat(unratable.get()).as("unratable ones").isBetween(COUNT / 1_000, COUNT / 10);
    }

    private static final String UNRATABLE = "unratable";

    private String rated(AccountMonth accountMonth) {
        PriceBook book = books.get(accountMonth.catalogueNumber());
        BillingMonth month = new BillingMonth(accountMonth.month(), book.zone());
        List<UsageRecord> records = new ArrayList<>();
        for (Usage usage : accountMonth.usage()) {
            long calls = usage.calls().longValueExact();
            Origin origin = new Origin(0, records.size() + 2);
            records.add(new UsageRecord(usage.recordId(), usage.api(), calls, usage.occurredAt(), origin));
        }
        List<PackBalance> packs = accountMonth.packs().stream()
                .map(RandomAccountMonthsTest::balance)
                .toList();
        return switch (new Rater(book, month).rate(records, packs)) {
            case Rating.Unratable _ -> UNRATABLE;
            case Rating.Rated rated -> text(rated, Bill.of(month, ACCOUNT, rated.lines()));
        };
    }

    private static PackBalance balance(Pack pack) {
        return new PackBalance(
                pack.packId(),
                pack.apis(),
                pack.validFrom(),
                pack.validUntil(),
                pack.size().longValueExact(),
                pack.opening().longValueExact());
    }

    private static PriceBook book(Catalogue catalogue) {
        return PriceBookReader.read(catalogue.toYaml().getBytes(StandardCharsets.UTF_8), catalogue.version());
    }

    private static String text(Rating.Rated rated, Bill bill) {
        StringBuilder text = new StringBuilder();
        bill.lines()
                .forEach(line -> append(
                        text,
                        "line",
                        line.api(),
                        line.priceVersion(),
                        line.meteredCalls(),
                        line.betaCalls(),
                        line.freeCalls(),
                        line.prepaidCalls(),
                        line.billableCalls(),
                        line.tierFrom(),
                        line.unitPrice(),
                        line.amount()));
        rated.draws().forEach(draw -> append(text, "draw", draw.api(), draw.source(), draw.packId(), draw.calls()));
        rated.packs()
                .forEach(pack -> append(
                        text, "pack", pack.packId(), pack.opening(), pack.drawn(), pack.forfeited(), pack.closing()));
        append(text, "bill", bill.linesTotal(), bill.rounding(), bill.amountDue(), rated.freezeEstimate());
        return text.toString();
    }

    private static String text(ReferenceRating rating) {
        return switch (rating) {
            case ReferenceRating.Unratable _ -> UNRATABLE;
            case ReferenceRating.Rated rated -> text(rated);
        };
    }

    private static String text(ReferenceRating.Rated rated) {
        StringBuilder text = new StringBuilder();
        rated.lines()
                .forEach(line -> append(
                        text,
                        "line",
                        line.api(),
                        line.priceVersion(),
                        line.meteredCalls(),
                        line.betaCalls(),
                        line.freeCalls(),
                        line.prepaidCalls(),
                        line.billableCalls(),
                        line.tierFrom(),
                        exact(line.unitPricePerThousand()),
                        exact(line.amount())));
        rated.draws().forEach(draw -> append(text, "draw", draw.api(), draw.source(), draw.packId(), draw.calls()));
        rated.packs()
                .forEach(pack -> append(
                        text, "pack", pack.packId(), pack.opening(), pack.drawn(), pack.forfeited(), pack.closing()));
        append(
                text,
                "bill",
                exact(rated.linesTotal()),
                exact(rated.rounding()),
                rated.amountDue().toPlainString(),
                rated.freezeEstimate().toPlainString());
        return text.toString();
    }

    private static void append(StringBuilder text, Object... fields) {
        for (Object field : fields) {
            text.append(field).append(' ');
        }
        text.append('\n');
    }

    private static String exact(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
