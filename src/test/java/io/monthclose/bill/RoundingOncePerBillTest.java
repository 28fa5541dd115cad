package io.monthclose.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monthclose.account.AccountId;
import io.monthclose.money.ExactAmount;
import io.monthclose.money.Money;
import io.monthclose.money.UnitPrice;
import io.monthclose.period.BillingMonth;
import io.monthclose.rating.RatedLine;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sum of the lines is rounded half up to 0.01, once per bill, and the difference is kept. */
class RoundingOncePerBillTest {
    private static final BillingMonth SEPTEMBER = BillingMonth.parse("2022-09", ZoneId.of("+08:00"));
    private static final AccountId ACCOUNT = new AccountId("A0001");

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0.00",
        "0.00499999, -0.00499999, 0.00",
        "0.005, 0.005, 0.01",
        "0.00500001, 0.00499999, 0.01",
        "2499.9975, 0.0025, 2500.00",
        "2200, 0, 2200.00",
        "2200.0022, -0.0022, 2200.00"
    })
    void one_line_is_rounded_to_the_cent(String line, String rounding, String amountDue) {
        Bill bill = bill(line("DetectProduct", "v", line));
        assertThat(bill.linesTotal()).hasToString(line);
        assertThat(bill.rounding()).hasToString(rounding);
        assertThat(bill.amountDue()).hasToString(amountDue);
    }

    @Test
    void two_lines_of_less_than_half_a_cent_make_a_cent_together() {
        Bill bill = bill(line("AssessQuality", "v", "0.003"), line("RecognizeCar", "v", "0.003"));
        assertThat(bill.linesTotal()).hasToString("0.006");
        assertThat(bill.rounding()).hasToString("0.004");
        assertThat(bill.amountDue()).isEqualTo(Money.ofCents(1));
    }

    @Test
    void two_lines_of_half_a_cent_make_a_cent_and_not_two() {
        Bill bill = bill(line("DetectProduct", "a", "0.005"), line("DetectProduct", "b", "0.005"));
        assertThat(bill.amountDue()).isEqualTo(Money.ofCents(1));
        assertThat(bill.rounding()).isEqualTo(ExactAmount.ZERO);
    }

    @Test
    void a_bill_without_lines_is_a_zero_bill() {
        assertThat(bill())
                .isEqualTo(
                        new Bill("2022-09-A0001", ACCOUNT, List.of(), ExactAmount.ZERO, ExactAmount.ZERO, Money.ZERO));
    }

    @Test
    void lines_are_ordered_by_api_and_version_as_bytes() {
        RatedLine upper = line("B", "v", "1");
        RatedLine old = line("a", "1", "1");
        RatedLine young = line("a", "2", "1");
        Bill bill = bill(young, old, upper);
        assertThat(bill.lines()).containsExactly(upper, old, young);
        assertThat(bill.account()).isEqualTo(ACCOUNT);
        assertThat(bill.billId()).isEqualTo("2022-09-A0001");
    }

    @Test
    void a_bill_adds_up() {
        assertThatThrownBy(() -> new Bill(
                        "2022-09-A0001", ACCOUNT, List.of(), ExactAmount.ZERO, ExactAmount.ZERO, Money.ofCents(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_amount_beyond_the_range_of_money_is_no_bill() {
        RatedLine most = line("a", "v", "92233720368547758.07");
        assertThat(bill(most).amountDue()).isEqualTo(Money.MAX);
        assertThatThrownBy(() -> bill(most, line("b", "v", "0.005"))).isInstanceOf(ArithmeticException.class);
    }

    private static Bill bill(RatedLine... lines) {
        return Bill.of(SEPTEMBER, ACCOUNT, List.of(lines));
    }

    private static RatedLine line(String api, String version, String amount) {
        return new RatedLine(api, version, 0, 0, 0, 0, 0, 0, UnitPrice.ZERO, new ExactAmount(new BigDecimal(amount)));
    }
}
