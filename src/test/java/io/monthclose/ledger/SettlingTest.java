package io.monthclose.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monthclose.account.Account;
import io.monthclose.account.AccountId;
import io.monthclose.bill.BillStatus;
import io.monthclose.money.Money;
import io.monthclose.period.BillingMonth;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Top-ups, then release → charge → freeze, as one decision. */
class SettlingTest {
    private static final BillingMonth SEPTEMBER = BillingMonth.parse("2022-09", ZoneId.of("+08:00"));
    private static final Instant NOW = Instant.parse("2022-10-02T02:00:00Z");
    private static final Position NOTHING = new Position(Money.ZERO, Money.ZERO);

    @Test
    void entries_are_posted_in_order_with_running_balance_and_freeze() {
        TopUp late = new TopUp("T1", money("50"), Instant.parse("2022-10-02T02:00:00Z"));
        TopUp early = new TopUp("T2", money("100"), Instant.parse("2022-09-05T00:00:00Z"));

        Settlement.Settled settled = settle(position("200", "80"), List.of(late, early), "120", "90");

        assertThat(settled.entries())
                .containsExactly(
                        new LedgerEntry(
                                "2022-09-A0001#000001",
                                EntryKind.TOP_UP,
                                money("100"),
                                early.receivedAt(),
                                "T2",
                                money("300"),
                                money("80")),
                        new LedgerEntry(
                                "2022-09-A0001#000002",
                                EntryKind.TOP_UP,
                                money("50"),
                                late.receivedAt(),
                                "T1",
                                money("350"),
                                money("80")),
                        entry(3, EntryKind.RELEASE, "80", "350", "0"),
                        entry(4, EntryKind.CHARGE, "120", "230", "0"),
                        entry(5, EntryKind.FREEZE, "90", "230", "90"));
        assertThat(settled.opening()).isEqualTo(position("200", "80"));
        assertThat(settled.closing()).isEqualTo(position("230", "90"));
        assertThat(settled.closing().available()).isEqualTo(money("140"));
        assertThat(settled.released()).isEqualTo(money("80"));
        assertThat(settled.wanted()).isEqualTo(money("90"));
        assertThat(settled.frozen()).isEqualTo(money("90"));
        assertThat(settled.freezeStatus()).isEqualTo(FreezeStatus.HELD);
        assertThat(settled.accountStatus()).isEqualTo(AccountStatus.ACTIVE);
        assertThat(settled.billStatus()).isEqualTo(BillStatus.PAID);
    }

    @Test
    void top_ups_of_one_instant_are_posted_by_id_as_bytes() {
        List<TopUp> topUps = List.of(
                new TopUp("a", money("1"), NOW),
                new TopUp("B", money("2"), NOW),
                new TopUp("T9", money("3"), NOW),
                new TopUp("T10", money("4"), NOW));
        assertThat(settle(NOTHING, topUps, "0", "0").entries())
                .extracting(LedgerEntry::topUpId)
                .containsExactly("B", "T10", "T9", "a");
    }

    @Test
    void amounts_of_0_post_nothing_and_take_no_number() {
        assertThat(settle(NOTHING, List.of(), "0", "0").entries()).isEmpty();
        assertThat(settle(position("10", "0"), List.of(), "0", "10").entries())
                .containsExactly(entry(1, EntryKind.FREEZE, "10", "10", "10"));
        assertThat(settle(position("10", "4"), List.of(), "0", "0").entries())
                .containsExactly(entry(1, EntryKind.RELEASE, "4", "10", "0"));
    }

    @ParameterizedTest
    @CsvSource({
        "99.99, INSUFFICIENT, 0, SUSPENDED",
        "100.00, HELD, 100.00, ACTIVE",
        "100.01, HELD, 100.00, ACTIVE",
        "0.01, INSUFFICIENT, 0, SUSPENDED",
        "0.00, INSUFFICIENT, 0, SUSPENDED",
        "-0.01, INSUFFICIENT, 0, ARREARS"
    })
    void the_freeze_is_all_or_nothing_by_the_balance_after_the_charge(
            String balanceAfter, FreezeStatus status, String frozen, AccountStatus accountStatus) {
        Position opening = new Position(money(balanceAfter).plus(money("30")), Money.ZERO);
        Settlement.Settled settled = settle(opening, List.of(), "30", "100");
        assertThat(settled.closing()).isEqualTo(new Position(money(balanceAfter), money(frozen)));
        assertThat(settled.freezeStatus()).isEqualTo(status);
        assertThat(settled.wanted()).isEqualTo(money("100"));
        assertThat(settled.frozen()).isEqualTo(money(frozen));
        assertThat(settled.accountStatus()).isEqualTo(accountStatus);
    }

    @ParameterizedTest
    @CsvSource({"-0.01, ARREARS, ARREARS", "0.00, PAID, ACTIVE", "0.01, PAID, ACTIVE"})
    void the_charge_is_taken_in_full_and_may_leave_arrears(
            String balanceAfter, BillStatus billStatus, AccountStatus accountStatus) {
        Position opening = new Position(money(balanceAfter).plus(money("30")), Money.ZERO);
        Settlement.Settled settled = settle(opening, List.of(), "30", "0");
        assertThat(settled.entries()).containsExactly(entry(1, EntryKind.CHARGE, "30", balanceAfter, "0"));
        assertThat(settled.billStatus()).isEqualTo(billStatus);
        assertThat(settled.accountStatus()).isEqualTo(accountStatus);
        assertThat(settled.freezeStatus()).isEqualTo(FreezeStatus.NONE);
    }

    @Test
    void what_was_frozen_is_released_whole_and_pays_for_the_charge_and_the_next_freeze() {
        Settlement.Settled settled = settle(position("100", "100"), List.of(), "40", "60");
        assertThat(settled.closing()).isEqualTo(position("60", "60"));
        assertThat(settled.closing().available()).isEqualTo(Money.ZERO);
        assertThat(settled.released()).isEqualTo(money("100"));
    }

    @Test
    void a_top_up_counts_before_the_freeze_is_decided() {
        List<TopUp> topUp = List.of(new TopUp("T1", money("0.01"), NOW));
        assertThat(settle(position("99.99", "0"), List.of(), "0", "100").freezeStatus())
                .isEqualTo(FreezeStatus.INSUFFICIENT);
        assertThat(settle(position("99.99", "0"), topUp, "0", "100").freezeStatus())
                .isEqualTo(FreezeStatus.HELD);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, HELD, ACTIVE, 50",
                "2022-10-02, HELD, ACTIVE, 50",
                "2022-10-01, NONE, CLOSED, 0",
                "2022-09-10, NONE, CLOSED, 0",
                "2022-08-20, NONE, CLOSED, 0"
            })
    void an_account_closed_by_the_end_of_the_month_gets_its_freeze_back_and_no_new_one(
            @Nullable LocalDate closedOn, FreezeStatus freeze, AccountStatus status, String frozen) {
        Settlement settlement = Settling.settle(
                SEPTEMBER, account(closedOn), position("200", "80"), List.of(), money("30"), money("50"), NOW);
        assertThat(settlement).isInstanceOfSatisfying(Settlement.Settled.class, settled -> {
            assertThat(settled.released()).isEqualTo(money("80"));
            assertThat(settled.wanted()).isEqualTo(money(frozen));
            assertThat(settled.freezeStatus()).isEqualTo(freeze);
            assertThat(settled.accountStatus()).isEqualTo(status);
            assertThat(settled.closing()).isEqualTo(position("170", frozen));
        });
    }

    @Test
    void a_closed_account_in_arrears_is_closed_first_of_all() {
        Settlement settlement = Settling.settle(
                SEPTEMBER, account(LocalDate.of(2022, 9, 20)), NOTHING, List.of(), money("30"), money("50"), NOW);
        assertThat(settlement).isInstanceOfSatisfying(Settlement.Settled.class, settled -> {
            assertThat(settled.accountStatus()).isEqualTo(AccountStatus.CLOSED);
            assertThat(settled.billStatus()).isEqualTo(BillStatus.ARREARS);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE})
    void an_overflow_parks_the_account_with_a_reason(long balance) {
        TopUp cent = new TopUp("T1", Money.ofCents(1), NOW);
        Position opening = new Position(Money.ofCents(balance), Money.ZERO);
        Settlement settlement = balance > 0
                ? Settling.settle(SEPTEMBER, account(null), opening, List.of(cent), Money.ZERO, Money.ZERO, NOW)
                : Settling.settle(SEPTEMBER, account(null), opening, List.of(), Money.ofCents(1), Money.ZERO, NOW);
        assertThat(settlement)
                .isEqualTo(new Settlement.Unsettleable("the balance of A0001 exceeds ±92233720368547758.07"));
    }

    @ParameterizedTest
    @CsvSource({"2022-10-02T02:00:00Z, true", "2022-10-02T02:00:00.000000001Z, false", "2022-10-02T01:59:59Z, true"})
    void a_top_up_counts_when_received_at_or_before_the_settlement_instant(Instant receivedAt, boolean counts) {
        TopUp topUp = new TopUp("T1", money("1"), receivedAt);
        assertThat(topUp.countsAt(NOW)).isEqualTo(counts);
        if (!counts) {
            assertThatThrownBy(() -> settle(NOTHING, List.of(topUp), "0", "0"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_bill_and_an_estimate_are_never_negative_and_a_top_up_pays_something() {
        assertThatThrownBy(() -> settle(NOTHING, List.of(), "-0.01", "0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settle(NOTHING, List.of(), "0", "-0.01")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TopUp("T1", Money.ZERO, NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TopUp("T1", money("-1"), NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> position("0", "-0.01")).isInstanceOf(IllegalArgumentException.class);
    }

    private static LedgerEntry entry(int number, EntryKind kind, String amount, String balance, String frozen) {
        return new LedgerEntry(
                "2022-09-A0001#00000" + number, kind, money(amount), NOW, null, money(balance), money(frozen));
    }

    private static Settlement.Settled settle(
            Position opening, List<TopUp> topUps, String amountDue, String freezeEstimate) {
        Settlement settlement = Settling.settle(
                SEPTEMBER, account(null), opening, topUps, money(amountDue), money(freezeEstimate), NOW);
        return switch (settlement) {
            case Settlement.Settled settled -> settled;
            case Settlement.Unsettleable unsettleable -> throw new AssertionError(unsettleable.reason());
        };
    }

    private static Account account(@Nullable LocalDate closedOn) {
        return new Account(new AccountId("A0001"), "Example", LocalDate.of(2022, 1, 1), closedOn);
    }

    private static Position position(String balance, String frozen) {
        return new Position(money(balance), money(frozen));
    }

    private static Money money(String amount) {
        return Money.of(new BigDecimal(amount));
    }
}
