package io.monthclose.export;

import static io.monthclose.export.StatementWords.figure;

import io.monthclose.explain.Explanation;
import io.monthclose.explain.Explanation.ApiPart;
import io.monthclose.explain.Explanation.FreezePart;
import io.monthclose.explain.Explanation.Outcome;
import io.monthclose.explain.Wording;
import io.monthclose.ledger.LedgerEntry;
import io.monthclose.ledger.Settlement;
import io.monthclose.pricebook.FreezePrice;
import io.monthclose.pricebook.FreezeUsage;
import io.monthclose.pricebook.Switches;
import java.util.List;
import java.util.Optional;

/** What a statement says of money: what is due, the balance, the freeze. */
final class StatementMoney {
    private final Explanation explanation;
    private final Outcome.Billed billed;
    private final Settlement.Settled settled;
    private final Switches switches;

    StatementMoney(Explanation explanation, Outcome.Billed billed, Settlement.Settled settled) {
        this.explanation = explanation;
        this.billed = billed;
        this.settled = settled;
        this.switches = explanation.month().prices().switches();
    }

    StatementView.Head head(String usage) {
        var month = explanation.month();
        return new StatementView.Head(
                month.row().month().toString(),
                explanation.account().id().value(),
                explanation.account().name(),
                billed.bill().billId(),
                month.prices().currency(),
                month.isProvisional(),
                StatementWords.time(month.row().fixedInstant(), month),
                month.prices().version(),
                usage,
                figure(billed.bill().amountDue()),
                switch (settled.billStatus()) {
                    case PAID -> "已从余额扣费 Paid from the balance";
                    case ARREARS -> "欠费 In arrears";
                });
    }

    StatementView.Balance balance() {
        return new StatementView.Balance(
                figure(settled.opening().balance()),
                settled.entries().stream()
                        .flatMap(entry -> movement(entry).stream())
                        .toList(),
                figure(settled.closing().balance()),
                figure(settled.frozen()),
                figure(settled.closing().available()),
                !settled.released().isZero(),
                figure(settled.released()));
    }

    /** Freeze and release leave the balance as it is. */
    private Optional<StatementView.Movement> movement(LedgerEntry entry) {
        String when = StatementWords.time(entry.effectiveAt(), explanation.month());
        return switch (entry.kind()) {
            case TOP_UP ->
                Optional.of(
                        new StatementView.Movement("充值 Top-up " + entry.topUpId(), when, "+" + figure(entry.amount())));
            case CHARGE ->
                Optional.of(new StatementView.Movement("扣费 Charge, this bill", when, "−" + figure(entry.amount())));
            case RELEASE, FREEZE -> Optional.empty();
        };
    }

    StatementView.Freeze freeze() {
        List<StatementView.FreezePart> parts =
                explanation.apis().stream().map(this::part).toList();
        boolean metered = switches.freezeUsage() == FreezeUsage.METERED;
        return new StatementView.Freeze(
                explanation.month().period().next().toString(),
                metered ? "本月调用量 × 刊例价" : "本月计费调用量 × 刊例价",
                metered ? "This month's metered calls × list price" : "This month's billable calls × list price",
                !parts.isEmpty(),
                parts,
                figure(billed.atListPrice()) + " × "
                        + switches.freezeRatioPercent().toPlainString() + " % = " + figure(billed.freezeExact()),
                figure(billed.freezeEstimate()),
                outcome(),
                figure(settled.frozen()),
                why());
    }

    private StatementView.FreezePart part(ApiPart part) {
        return part.freeze()
                .map(freeze -> new StatementView.FreezePart(
                        freeze.api(),
                        Wording.sum(freeze.calls(), freeze.tier().price(), freeze.amount()) + " · " + tier(freeze)
                                + " · 价格版本 version " + freeze.version().version(),
                        figure(freeze.amount())))
                .orElseGet(() -> new StatementView.FreezePart(
                        part.api().code(), "下月无价格或免费公测 no price in the next month, or free beta then", "0"));
    }

    /** With the first tier's price, the calls may be beyond its band. */
    private String tier(FreezePart freeze) {
        return switches.freezePrice() == FreezePrice.FIRST_TIER
                ? "首档单价 the first tier's price"
                : "阶梯 tier " + StatementWords.band(freeze.tier());
    }

    private String outcome() {
        return switch (settled.freezeStatus()) {
            case HELD -> "已冻结 Frozen, " + explanation.month().prices().currency();
            case INSUFFICIENT -> "余额不足，未冻结 Not frozen: the balance is insufficient";
            case NONE -> "无需冻结 Nothing to freeze";
        };
    }

    private String why() {
        String balance = figure(settled.closing().balance());
        String wanted = figure(settled.wanted());
        return switch (settled.freezeStatus()) {
            case HELD -> "余额 " + balance + " 足够。 The balance of " + balance + " covers it.";
            case INSUFFICIENT ->
                "余额 " + balance + " 低于预估 " + wanted + "，账户暂停，直到足额冻结。 The balance of " + balance + " is below the "
                        + wanted + " wanted; the account is suspended until a freeze is covered.";
            case NONE ->
                billed.freezeEstimate().isZero()
                        ? "下月没有预估费用。 No cost is expected in the next month."
                        : "账户已关闭，不再冻结。 The account is closed and nothing is frozen.";
        };
    }
}
