package io.monthclose.bill;

import io.monthclose.account.AccountId;
import io.monthclose.money.ExactAmount;
import io.monthclose.money.Money;
import io.monthclose.money.Rounding;
import io.monthclose.period.BillingMonth;
import io.monthclose.rating.RatedLine;
import java.util.List;

/**
 * The bill of an account for a month (rules, "Price"): {@code linesTotal + rounding = amountDue}, in units of the
 * book's currency. A bill without lines is a zero bill.
 *
 * @param billId month and account, such as {@code 2022-09-A0001}
 * @param account whose bill it is
 * @param lines by API and price version
 * @param linesTotal the sum of the lines, exactly
 * @param rounding amount due less the sum of the lines: above −0.005 and at most 0.005
 * @param amountDue the sum rounded half up to 0.01, once
 */
public record Bill(
        String billId,
        AccountId account,
        List<RatedLine> lines,
        ExactAmount linesTotal,
        ExactAmount rounding,
        Money amountDue) {
    /** Checks that total and rounding make the amount due. */
    public Bill {
        lines = List.copyOf(lines);
        if (!linesTotal.plus(rounding).equals(ExactAmount.of(amountDue))) {
            throw new IllegalArgumentException(
                    billId + ": " + linesTotal + " and " + rounding + " is not " + amountDue);
        }
    }

    /**
     * The bill made of these lines, given in any order.
     *
     * @throws ArithmeticException if the total is beyond {@link Money}, which rated lines never are
     */
    public static Bill of(BillingMonth month, AccountId account, List<RatedLine> lines) {
        List<RatedLine> inOrder = lines.stream().sorted(RatedLine.ORDER).toList();
        ExactAmount total = inOrder.stream().map(RatedLine::amount).reduce(ExactAmount.ZERO, ExactAmount::plus);
        Money amountDue = Rounding.halfUpToCent(total);
        ExactAmount rounding = ExactAmount.of(amountDue).minus(total);
        return new Bill(month + "-" + account, account, inOrder, total, rounding, amountDue);
    }
}
