package io.monthclose.export;

import static io.monthclose.export.StatementWords.figure;

import io.monthclose.explain.Explanation;
import io.monthclose.explain.Explanation.ApiPart;
import io.monthclose.explain.Explanation.LinePart;
import io.monthclose.explain.Explanation.Outcome;
import io.monthclose.explain.Explanation.PackPart;
import io.monthclose.explain.Explanation.PoolPart;
import io.monthclose.explain.Wording;
import io.monthclose.pricebook.Tier;
import java.util.List;

/** What a statement says of usage: its lines with their prices, the free pools, the prepaid packs. */
final class StatementUsage {
    private final Explanation explanation;
    private final Outcome.Billed billed;

    StatementUsage(Explanation explanation, Outcome.Billed billed) {
        this.explanation = explanation;
        this.billed = billed;
    }

    /** How many records and calls there are. */
    String counts() {
        var usage = explanation.usage();
        long rejected =
                usage.rejected().values().stream().mapToLong(Long::longValue).sum();
        return "记录 records " + figure(usage.accepted()) + " · 调用 calls " + figure(usage.calls()) + " · 重复 duplicates "
                + figure(usage.duplicates()) + " · 拒收 rejected " + figure(rejected);
    }

    StatementView.Charges charges() {
        List<StatementView.Line> lines = explanation.apis().stream()
                .flatMap(part -> part.lines().stream().map(line -> line(part, line)))
                .toList();
        return new StatementView.Charges(
                !lines.isEmpty(),
                lines,
                figure(billed.bill().linesTotal()),
                figure(billed.bill().rounding()));
    }

    private static StatementView.Line line(ApiPart part, LinePart priced) {
        var line = priced.line();
        boolean charged = line.billableCalls() > 0;
        return new StatementView.Line(
                line.api(),
                part.api().name(),
                figure(line.meteredCalls()),
                figure(line.betaCalls()),
                figure(line.freeCalls()),
                figure(line.prepaidCalls()),
                figure(line.billableCalls()),
                charged ? figure(line.unitPrice()) : "–",
                figure(line.amount()),
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
        var line = priced.line();
        return Wording.sum(line.billableCalls(), line.unitPrice(), line.amount()) + " · 月累计 volume "
                + figure(part.volume()) + (tier == null ? "" : " · 阶梯 tier " + StatementWords.band(tier))
                + " · 价格版本 version " + line.priceVersion();
    }

    StatementView.Allowances allowances() {
        return new StatementView.Allowances(
                !explanation.pools().isEmpty(),
                explanation.pools().stream().map(StatementUsage::pool).toList(),
                !explanation.packs().isEmpty(),
                explanation.packs().stream().map(this::pack).toList());
    }

    private static StatementView.Pool pool(PoolPart pool) {
        return new StatementView.Pool(
                pool.name(),
                String.join(", ", pool.apis()),
                figure(pool.size()),
                figure(pool.drawn()),
                figure(pool.left()));
    }

    private StatementView.Pack pack(PackPart part) {
        var pack = part.pack().pack();
        var movement = part.movement();
        return new StatementView.Pack(
                movement.packId(),
                String.join(", ", pack.apis()),
                StatementWords.time(pack.validFrom(), explanation.month()),
                StatementWords.time(pack.validUntil(), explanation.month()),
                figure(movement.opening()),
                figure(movement.drawn()),
                figure(movement.forfeited()),
                figure(movement.closing()));
    }
}
