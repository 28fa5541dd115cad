package io.monthclose.export;

import io.monthclose.explain.Explanation;
import io.monthclose.explain.Explanation.ApiPart;
import io.monthclose.explain.Explanation.LinePart;
import io.monthclose.explain.Explanation.Outcome;
import io.monthclose.explain.Explanation.PackPart;
import io.monthclose.explain.Explanation.PoolPart;
import io.monthclose.explain.Grouping;
import io.monthclose.ledger.LedgerEntry;
import io.monthclose.ledger.Settlement;
import io.monthclose.period.InstantText;
import io.monthclose.pricebook.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a statement shows of a settled bill: an explanation in the words of two languages, as text. */
record StatementView(
        String style,
        String month,
        String nextMonth,
        String accountId,
        String name,
        String billId,
        String currency,
        boolean provisional,
        String settledAsOf,
        String priceBook,
        String priceBookSha256,
        boolean hasRoot,
        String root,
        String usage,
        String figures,
        String amountDue,
        String billStatus,
        boolean hasLines,
        List<Line> lines,
        String linesTotal,
        String rounding,
        boolean hasPools,
        List<Pool> pools,
        boolean hasPacks,
        List<Pack> packs,
        String balanceBefore,
        List<Movement> movements,
        String balanceAfter,
        boolean hasRelease,
        String released,
        String frozen,
        String available,
        boolean hasFreezes,
        List<Freeze> freezes,
        String estimateWorking,
        String estimate,
        String freezeOutcome,
        String freezeWhy) {

    /** A bill line, and how its amount comes about. */
    record Line(
            String api,
            String name,
            String metered,
            String beta,
            String free,
            String prepaid,
            String billable,
            String price,
            String amount,
            String working) {}

    /** A free pool. */
    record Pool(String pool, String apis, String size, String drawn, String left) {}

    /** A prepaid pack. */
    record Pack(
            String pack,
            String apis,
            String validFrom,
            String validUntil,
            String opening,
            String drawn,
            String forfeited,
            String closing) {}

    /** A movement of the balance. */
    record Movement(String what, String when, String amount) {}

    /** What an API adds to the freeze. */
    record Freeze(String api, String working, String amount) {}

    /** The view of a settled bill; nothing of an account that has none. */
    static Optional<StatementView> of(Explanation explanation, String style) {
        return explanation.outcome() instanceof Outcome.Billed billed
                ? billed.settled().map(settled -> new Maker(explanation, billed, settled).view(style))
                : Optional.empty();
    }

    /** Makes the view of one bill. */
    private record Maker(Explanation explanation, Outcome.Billed billed, Settlement.Settled settled) {
        StatementView view(String style) {
            var month = explanation.month();
            List<Line> lines = explanation.apis().stream()
                    .flatMap(part -> part.lines().stream().map(line -> line(part, line)))
                    .toList();
            List<Freeze> freezes = explanation.apis().stream().map(this::freeze).toList();
            return new StatementView(
                    style,
                    month.row().month().toString(),
                    month.period().next().toString(),
                    explanation.account().id().value(),
                    explanation.account().name(),
                    billed.bill().billId(),
                    month.prices().currency(),
                    month.isProvisional(),
                    instant(month.row().fixedInstant()),
                    month.prices().version(),
                    month.prices().sha256(),
                    month.root().isPresent() && !month.isProvisional(),
                    month.root().orElse(""),
                    usage(),
                    explanation.figuresCompared() + " 项 figures",
                    Grouping.of(billed.bill().amountDue()),
                    switch (settled.billStatus()) {
                        case PAID -> "已从余额扣费 Paid from the balance";
                        case ARREARS -> "欠费 In arrears";
                    },
                    !lines.isEmpty(),
                    lines,
                    Grouping.of(billed.bill().linesTotal()),
                    Grouping.of(billed.bill().rounding()),
                    !explanation.pools().isEmpty(),
                    explanation.pools().stream().map(Maker::pool).toList(),
                    !explanation.packs().isEmpty(),
                    explanation.packs().stream().map(this::pack).toList(),
                    Grouping.of(settled.opening().balance()),
                    settled.entries().stream()
                            .flatMap(entry -> movement(entry).stream())
                            .toList(),
                    Grouping.of(settled.closing().balance()),
                    !settled.released().isZero(),
                    Grouping.of(settled.released()),
                    Grouping.of(settled.frozen()),
                    Grouping.of(settled.closing().available()),
                    !freezes.isEmpty(),
                    freezes,
                    Grouping.of(billed.atListPrice()) + " × "
                            + month.prices().switches().freezeRatioPercent().toPlainString() + " % = "
                            + Grouping.of(billed.freezeExact()),
                    Grouping.of(billed.freezeEstimate()),
                    outcome(),
                    why());
        }

        private String usage() {
            var usage = explanation.usage();
            long rejected = usage.rejected().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return "记录 records " + Grouping.of(usage.accepted()) + " · 调用 calls " + Grouping.of(usage.calls())
                    + " · 重复 duplicates " + Grouping.of(usage.duplicates()) + " · 拒收 rejected "
                    + Grouping.of(rejected);
        }

        private Line line(ApiPart part, LinePart priced) {
            var line = priced.line();
            boolean charged = line.billableCalls() > 0;
            return new Line(
                    line.api(),
                    part.api().name(),
                    Grouping.of(line.meteredCalls()),
                    Grouping.of(line.betaCalls()),
                    Grouping.of(line.freeCalls()),
                    Grouping.of(line.prepaidCalls()),
                    Grouping.of(line.billableCalls()),
                    charged ? Grouping.of(line.unitPrice()) : "–",
                    Grouping.of(line.amount()),
                    charged ? working(part, priced) : free(priced));
        }

        private static String free(LinePart priced) {
            String version = "价格版本 version " + priced.line().priceVersion();
            return priced.version().beta()
                    ? "免费公测，不计费 in free beta, not charged · " + version
                    : "没有计费调用 nothing is billable · " + version;
        }

        private static String working(ApiPart part, LinePart priced) {
            Tier tier = priced.tier();
            String reached = tier == null ? "" : " · 阶梯 tier " + band(tier);
            return sum(
                            priced.line().billableCalls(),
                            priced.line().unitPrice(),
                            priced.line().amount())
                    + " · 月累计 volume " + Grouping.of(part.volume()) + reached + " · 价格版本 version "
                    + priced.line().priceVersion();
        }

        private static Pool pool(PoolPart pool) {
            return new Pool(
                    pool.name(),
                    String.join(", ", pool.apis()),
                    Grouping.of(pool.size()),
                    Grouping.of(pool.drawn()),
                    Grouping.of(pool.left()));
        }

        private Pack pack(PackPart part) {
            return new Pack(
                    part.movement().packId(),
                    String.join(", ", part.pack().pack().apis()),
                    instant(part.pack().pack().validFrom()),
                    instant(part.pack().pack().validUntil()),
                    Grouping.of(part.movement().opening()),
                    Grouping.of(part.movement().drawn()),
                    Grouping.of(part.movement().forfeited()),
                    Grouping.of(part.movement().closing()));
        }

        /** Freeze and release leave the balance as it is. */
        private Optional<Movement> movement(LedgerEntry entry) {
            return switch (entry.kind()) {
                case TOP_UP ->
                    Optional.of(new Movement(
                            "充值 Top-up " + entry.topUpId(),
                            instant(entry.effectiveAt()),
                            "+" + Grouping.of(entry.amount())));
                case CHARGE ->
                    Optional.of(new Movement(
                            "扣费 Charge, this bill", instant(entry.effectiveAt()), "−" + Grouping.of(entry.amount())));
                case RELEASE, FREEZE -> Optional.empty();
            };
        }

        private Freeze freeze(ApiPart part) {
            return part.freeze()
                    .map(freeze -> new Freeze(
                            freeze.api(),
                            sum(freeze.calls(), freeze.tier().price(), freeze.amount()) + " · 阶梯 tier "
                                    + band(freeze.tier()) + " · 价格版本 version "
                                    + freeze.version().version(),
                            Grouping.of(freeze.amount())))
                    .orElseGet(() -> new Freeze(
                            part.api().code(), "下月无价格或免费公测 no price in the next month, or free beta then", "0"));
        }

        private String outcome() {
            return switch (settled.freezeStatus()) {
                case HELD -> "已冻结 Frozen, " + explanation.month().prices().currency();
                case INSUFFICIENT -> "余额不足，未冻结 Not frozen: the balance is insufficient";
                case NONE -> "无需冻结 Nothing to freeze";
            };
        }

        private String why() {
            String balance = Grouping.of(settled.closing().balance());
            String wanted = Grouping.of(settled.wanted());
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

        private String instant(Instant instant) {
            String text =
                    InstantText.format(instant, explanation.month().prices().zone());
            return text.substring(0, text.length() - 6).replace('T', ' ') + " " + text.substring(text.length() - 6);
        }

        private static String band(Tier tier) {
            Long to = tier.to();
            return Grouping.of(tier.from()) + (to == null ? " 起 and more" : " – " + Grouping.of(to));
        }

        private static String sum(long calls, Object price, Object amount) {
            return Grouping.of(calls) + " × " + Grouping.of(price) + " / 1,000 = " + Grouping.of(amount);
        }
    }
}
