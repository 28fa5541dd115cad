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
    private final StringBuilder page = new StringBuilder();
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
            section("Balance");
            row("charge", "not charged yet");
        });
        freeze();
        return page.toString();
    }

    private void bill() {
        section("Bill " + billed.bill().billId());
        String lines = billed.bill().lines().stream()
                .map(RatedLine::amount)
                .filter(amount -> !amount.equals(ExactAmount.ZERO))
                .map(Grouping::of)
                .collect(Collectors.joining(" + "));
        String total = Grouping.of(billed.bill().linesTotal());
        row("lines", lines.contains(" + ") ? lines + " = " + total : total);
        row("rounding", Grouping.of(billed.bill().rounding()) + ", half up to 0.01, once for the bill");
        row("amount due", Grouping.of(billed.bill().amountDue()) + currency);
    }

    private void balance(Settlement.Settled settled) {
        section("Balance");
        row(
                "before",
                money(settled.opening().balance()) + ", of which "
                        + money(settled.opening().frozen()) + " frozen");
        for (LedgerEntry entry : settled.entries()) {
            switch (entry.kind()) {
                case TOP_UP ->
                    row(
                            "top-up",
                            "+ " + money(entry.amount()) + ", " + entry.topUpId() + ", received "
                                    + ExplanationText.time(entry.effectiveAt(), explanation.month()));
                case RELEASE -> row("release", money(entry.amount()) + " frozen by the month before are free again");
                case CHARGE -> row("charge", "- " + money(entry.amount()));
                case FREEZE -> {
                    // Told with the freeze.
                }
            }
        }
        row("after", money(settled.closing().balance()) + currency + ", " + settled.billStatus());
        row(
                "available",
                money(settled.closing().balance()) + " - "
                        + money(settled.closing().frozen()) + " frozen = "
                        + money(settled.closing().available()) + currency);
        row("account", settled.accountStatus().toString());
    }

    private void freeze() {
        section("Freeze for " + explanation.month().period().next());
        for (ApiPart part : explanation.apis()) {
            part.freeze()
                    .ifPresentOrElse(
                            freeze -> row(
                                    freeze.api(),
                                    ExplanationText.sum(
                                                    freeze.calls(),
                                                    freeze.tier().price(),
                                                    freeze.amount()) + ": "
                                            + kindOfCalls() + " calls at the list price of " + band(freeze)
                                            + ", version "
                                            + freeze.version().version()),
                            () -> row(part.api().code(), "0: no price in the month after, or free beta then"));
        }
        row(
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
        row(settled.freezeStatus().toString(), why);
    }

    private String kindOfCalls() {
        return switch (explanation.month().prices().switches().freezeUsage()) {
            case METERED -> "metered";
            case BILLABLE -> "billable";
        };
    }

    private String band(Explanation.FreezePart freeze) {
        boolean first = explanation.month().prices().switches().freezePrice() == FreezePrice.FIRST_TIER;
        return first ? "the first tier" : ExplanationText.band(freeze.tier());
    }

    private static String money(Money amount) {
        return Grouping.of(amount);
    }

    private void section(String title) {
        page.append('\n').append(title).append('\n');
    }

    private void row(String label, String text) {
        page.append(ExplanationText.labelled(label, text));
    }
}
