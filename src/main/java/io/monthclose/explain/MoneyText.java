package io.monthclose.explain;

import io.monthclose.explain.Explanation.ApiPart;
import io.monthclose.explain.Explanation.Outcome;
import io.monthclose.ledger.LedgerEntry;
import io.monthclose.ledger.Settlement;
import io.monthclose.money.ExactAmount;
import io.monthclose.money.Money;
import io.monthclose.pricebook.FreezePrice;
import io.monthclose.rating.RatedLine;
import java.util.stream.Collectors;

/** What an explanation says of money: the bill, the balance, the freeze. */
final class MoneyText {
    private final TextPage page = new TextPage();
    private final Explanation explanation;
    private final Outcome.Billed billed;
    private final String currency;

    MoneyText(Explanation explanation, Outcome.Billed billed) {
        this.explanation = explanation;
        this.billed = billed;
        this.currency = " " + explanation.month().prices().currency();
    }

    String text() {
        bill();
        billed.settled().ifPresentOrElse(this::balance, () -> {
            page.section("Balance");
            page.row("charge", "not charged yet");
        });
        freeze();
        return page.text();
    }

    private void bill() {
        page.section("Bill " + billed.bill().billId());
        String lines = billed.bill().lines().stream()
                .map(RatedLine::amount)
                .filter(amount -> !amount.equals(ExactAmount.ZERO))
                .map(Grouping::of)
                .collect(Collectors.joining(" + "));
        String total = Grouping.of(billed.bill().linesTotal());
        page.row("lines", lines.contains(" + ") ? lines + " = " + total : total);
        page.row("rounding", Grouping.of(billed.bill().rounding()) + ", half up to 0.01, once for the bill");
        page.row("amount due", Grouping.of(billed.bill().amountDue()) + currency);
    }

    private void balance(Settlement.Settled settled) {
        page.section("Balance");
        page.row(
                "before",
                money(settled.opening().balance()) + ", of which "
                        + money(settled.opening().frozen()) + " frozen");
        for (LedgerEntry entry : settled.entries()) {
            switch (entry.kind()) {
                case TOP_UP ->
                    page.row(
                            "top-up",
                            "+ " + money(entry.amount()) + ", " + entry.topUpId() + ", received "
                                    + Wording.time(
                                            entry.effectiveAt(),
                                            explanation.month().prices().zone()));
                case RELEASE ->
                    page.row("release", money(entry.amount()) + " frozen by the month before are free again");
                case CHARGE -> page.row("charge", "- " + money(entry.amount()));
                case FREEZE -> {
                    // Told with the freeze.
                }
            }
        }
        page.row("after", money(settled.closing().balance()) + currency + ", " + settled.billStatus());
        page.row(
                "available",
                money(settled.closing().balance()) + " - "
                        + money(settled.closing().frozen()) + " frozen = "
                        + money(settled.closing().available()) + currency);
        page.row("account", settled.accountStatus().toString());
    }

    private void freeze() {
        page.section("Freeze for " + explanation.month().period().next());
        for (ApiPart part : explanation.apis()) {
            part.freeze()
                    .ifPresentOrElse(
                            freeze -> page.row(
                                    freeze.api(),
                                    Wording.sum(freeze.calls(), freeze.tier().price(), freeze.amount()) + ": "
                                            + kindOfCalls() + " calls at the list price of " + band(freeze)
                                            + ", version "
                                            + freeze.version().version()),
                            () -> page.row(part.api().code(), "0: no price in the month after, or free beta then"));
        }
        page.row(
                "estimate",
                Grouping.of(billed.atListPrice()) + " × "
                        + explanation
                                .month()
                                .prices()
                                .switches()
                                .freezeRatioPercent()
                                .toPlainString() + " % = "
                        + Grouping.of(billed.freezeExact()) + ", rounded half up once to "
                        + money(billed.freezeEstimate()) + currency);
        billed.settled().ifPresent(this::frozen);
    }

    private void frozen(Settlement.Settled settled) {
        String why = switch (settled.freezeStatus()) {
            case HELD ->
                money(settled.frozen()) + currency + " frozen: the balance of "
                        + money(settled.closing().balance()) + " covers it";
            case INSUFFICIENT ->
                "nothing frozen: the balance of " + money(settled.closing().balance()) + " is below the "
                        + money(settled.wanted()) + " wanted, and a freeze is all or nothing";
            case NONE ->
                billed.freezeEstimate().isZero()
                        ? "nothing wanted"
                        : "nothing wanted: the account is closed by the end of the month";
        };
        page.row(settled.freezeStatus().toString(), why);
    }

    private String kindOfCalls() {
        return switch (explanation.month().prices().switches().freezeUsage()) {
            case METERED -> "metered";
            case BILLABLE -> "billable";
        };
    }

    private String band(Explanation.FreezePart freeze) {
        boolean first = explanation.month().prices().switches().freezePrice() == FreezePrice.FIRST_TIER;
        return first ? "the first tier" : UsageText.band(freeze.tier());
    }

    private static String money(Money amount) {
        return Grouping.of(amount);
    }
}
