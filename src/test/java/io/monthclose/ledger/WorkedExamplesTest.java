package io.monthclose.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.account.Account;
import io.monthclose.account.AccountId;
import io.monthclose.bill.Bill;
import io.monthclose.money.Money;
import io.monthclose.period.BillingMonth;
import io.monthclose.period.InstantRange;
import io.monthclose.period.InstantText;
import io.monthclose.period.SettlementWindow;
import io.monthclose.pricebook.PriceBook;
import io.monthclose.pricebook.PriceBooks;
import io.monthclose.rating.PackBalance;
import io.monthclose.rating.PackMovement;
import io.monthclose.rating.RatedLine;
import io.monthclose.rating.Rater;
import io.monthclose.rating.Rating;
import io.monthclose.usage.Origin;
import io.monthclose.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked examples of the rules and a month of quite another service, from usage to ledger. */
class WorkedExamplesTest {
    private static final Account ACCOUNT =
            new Account(new AccountId("A0001"), "Example", LocalDate.of(2022, 1, 1), null);

    @Test
    void august_and_september_of_an_account_with_6000() {
        PriceBook book = PriceBooks.shipped();
        Settlement.Settled august = settled(
                book,
                "2022-08",
                new Position(money("6000"), Money.ZERO),
                used("DetectProduct", 1_210_000, "2022-08-20T00:00Z"));
        assertThat(august.entries()).extracting(LedgerEntry::kind).containsExactly(EntryKind.CHARGE, EntryKind.FREEZE);
        assertThat(august.entries()).extracting(LedgerEntry::amount).containsExactly(money("2640"), money("2662"));
        assertThat(august.closing()).isEqualTo(new Position(money("3360"), money("2662")));
        assertThat(august.closing().available()).isEqualTo(money("698"));

        Settlement.Settled september =
                settled(book, "2022-09", august.closing(), used("DetectProduct", 500_000, "2022-09-20T00:00Z"));
        assertThat(september.entries())
                .extracting(LedgerEntry::kind)
                .containsExactly(EntryKind.RELEASE, EntryKind.CHARGE, EntryKind.FREEZE);
        assertThat(september.entries())
                .extracting(LedgerEntry::amount)
                .containsExactly(money("2662"), money("1225"), money("1250"));
        assertThat(september.closing()).isEqualTo(new Position(money("2135"), money("1250")));
        assertThat(september.closing().available()).isEqualTo(money("885"));
    }

    @Test
    void six_hundred_calls_more_would_have_made_a_bill_298_yuan_53_smaller() {
        PriceBook book = PriceBooks.shipped();
        Bill billed = bill(
                book,
                "2022-09",
                rated(book, "2022-09", List.of(), used("DetectProduct", 1_009_500, "2022-09-20T00:00Z")));
        Bill withLateOnes = bill(
                book,
                "2022-09",
                rated(book, "2022-09", List.of(), used("DetectProduct", 1_010_100, "2022-09-20T00:00Z")));
        assertThat(billed.amountDue()).isEqualTo(money("2498.75"));
        assertThat(withLateOnes.amountDue()).isEqualTo(money("2200.22"));
        assertThat(withLateOnes.amountDue().minus(billed.amountDue())).isEqualTo(money("-298.53"));
    }

    @Test
    void a_speech_service_in_berlin_is_settled_by_its_book_alone() {
        PriceBook book = PriceBooks.speech();
        PackBalance pack = new PackBalance(
                "V1",
                List.of("Listen", "Speak"),
                Instant.parse("2023-01-01T00:00:00Z"),
                Instant.parse("2024-01-01T00:00:00Z"),
                150,
                150);
        Rating.Rated rated = rated(
                book,
                "2023-03",
                List.of(pack),
                used("Listen", 400, "2023-03-01T00:00:00+01:00"),
                used("Speak", 300, "2023-03-10T00:00:00+01:00"),
                used("Listen", 1_700, "2023-03-31T23:59:59+02:00"),
                used("Translate", 900, "2023-03-11T00:00:00+01:00"),
                used("Archive", 12_345, "2023-03-12T00:00:00+01:00"));
        Bill bill = bill(book, "2023-03", rated);

        assertThat(bill.lines()).extracting(RatedLine::api).containsExactly("Archive", "Listen", "Speak", "Translate");
        assertThat(bill.lines()).extracting(RatedLine::freeCalls).containsExactly(0L, 400L, 100L, 0L);
        assertThat(bill.lines()).extracting(RatedLine::prepaidCalls).containsExactly(0L, 0L, 150L, 0L);
        assertThat(bill.lines()).extracting(RatedLine::billableCalls).containsExactly(12_345L, 1_700L, 50L, 900L);
        assertThat(bill.lines()).extracting(RatedLine::tierFrom).containsExactly(0L, 2_000L, 0L, 0L);
        assertThat(bill.lines())
                .extracting(line -> line.amount().toString())
                .containsExactly("0.00012345", "0.17", "0.8", "18");
        assertThat(bill.linesTotal()).hasToString("18.97012345");
        assertThat(bill.rounding()).hasToString("-0.00012345");
        assertThat(bill.amountDue()).isEqualTo(money("18.97"));
        assertThat(rated.packs()).containsExactly(new PackMovement("V1", 150, 150, 0, 0));
        assertThat(rated.freezeEstimate()).isEqualTo(money("7.13"));
        assertThat(new SettlementWindow(month(book, "2023-03"), book.settlementWindowDays()).range())
                .isEqualTo(
                        new InstantRange(Instant.parse("2023-03-31T22:00:00Z"), Instant.parse("2023-04-05T22:00:00Z")));
    }

    private static Settlement.Settled settled(PriceBook book, String month, Position opening, UsageRecord... usage) {
        Rating.Rated rated = rated(book, month, List.of(), usage);
        BillingMonth billingMonth = month(book, month);
        Settlement settlement = Settling.settle(
                billingMonth,
                ACCOUNT,
                opening,
                List.of(),
                bill(book, month, rated).amountDue(),
                rated.freezeEstimate(),
                billingMonth.end());
        return switch (settlement) {
            case Settlement.Settled settled -> settled;
            case Settlement.Unsettleable unsettleable -> throw new AssertionError(unsettleable.reason());
        };
    }

    private static Rating.Rated rated(PriceBook book, String month, List<PackBalance> packs, UsageRecord... usage) {
        return switch (new Rater(book, month(book, month)).rate(List.of(usage), packs)) {
            case Rating.Rated rated -> rated;
            case Rating.Unratable unratable -> throw new AssertionError(unratable.reason());
        };
    }

    private static Bill bill(PriceBook book, String month, Rating.Rated rated) {
        return Bill.of(month(book, month), ACCOUNT.id(), rated.lines());
    }

    private static BillingMonth month(PriceBook book, String month) {
        return BillingMonth.parse(month, book.zone());
    }

    private static UsageRecord used(String api, long calls, String at) {
        return new UsageRecord(api + at, api, calls, InstantText.parse(at).orElseThrow(), new Origin(0, 2));
    }

    private static Money money(String amount) {
        return Money.of(new BigDecimal(amount));
    }
}
