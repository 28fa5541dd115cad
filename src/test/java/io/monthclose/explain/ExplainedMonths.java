package io.monthclose.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.monthclose.explain.Explanation.ApiPart;
import io.monthclose.explain.Explanation.Outcome;
import io.monthclose.explain.Explanation.RecordPart;
import io.monthclose.explain.Explanation.Split;
import io.monthclose.money.ExactAmount;
import io.monthclose.rating.Draw;
import io.monthclose.rating.RatedLine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.List;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Explains every account of a month, and checks of each what does not need another's word. */
public final class ExplainedMonths {
    private ExplainedMonths() {}

    /** The explanations of all accounts that the month found, by id. */
    public static List<Explanation> all(JdbcTemplate jdbc, YearMonth month) {
        MonthExplanations explanations = new MonthExplanations(jdbc);
        return jdbc
                .queryForList(
                        "SELECT a.account_id FROM month_account a JOIN closing_month c ON c.billing_month ="
                                + " a.billing_month AND c.take = a.take WHERE a.billing_month = ?",
                        String.class,
                        month.toString())
                .stream()
                .sorted()
                .map(account -> explanations.explain(month, account, true))
                .toList();
    }

    /** That it agrees with the book, and that its records and sums come to its figures. */
    public static void check(Explanation explanation) {
        String account = explanation.account().id().value();
        assertThat(explanation.disagreements()).as(account).isEmpty();
        assertThat(explanation.figuresCompared()).as(account).isPositive();
        if (explanation.outcome() instanceof Outcome.Billed billed) {
            explanation.apis().forEach(part -> records(explanation, part));
            assertThat(explanation.records())
                    .as(account)
                    .hasSize((int) explanation.usage().accepted())
                    .isSortedAccordingTo((one, other) -> {
                        int byTime = one.record()
                                .occurredAt()
                                .compareTo(other.record().occurredAt());
                        return byTime != 0
                                ? byTime
                                : one.record()
                                        .recordId()
                                        .compareTo(other.record().recordId());
                    });
            money(explanation, billed);
        }
    }

    /** What became of the records one by one, against what the API's lines and draws say. */
    private static void records(Explanation explanation, ApiPart part) {
        BigInteger calls = BigInteger.ZERO;
        BigInteger beta = BigInteger.ZERO;
        BigInteger billable = BigInteger.ZERO;
        TreeMap<String, Long> drawn = new TreeMap<>();
        for (RecordPart record : explanation.records()) {
            if (record.record().api().equals(part.api().code())) {
                calls = calls.add(BigInteger.valueOf(record.record().calls()));
                billable = billable.add(BigInteger.valueOf(record.billable()));
                beta = beta.add(
                        BigInteger.valueOf(record.beta() ? record.record().calls() : 0));
                for (Split split : record.draws()) {
                    drawn.merge(split.source() + " " + split.id(), split.calls(), Long::sum);
                }
            }
        }
        List<RatedLine> lines =
                part.lines().stream().map(Explanation.LinePart::line).toList();
        assertThat(calls)
                .isEqualTo(part.calls())
                .isEqualTo(BigInteger.valueOf(
                        lines.stream().mapToLong(RatedLine::meteredCalls).sum()));
        assertThat(billable.longValueExact())
                .isEqualTo(lines.stream().mapToLong(RatedLine::billableCalls).sum());
        assertThat(beta.longValueExact())
                .isEqualTo(lines.stream().mapToLong(RatedLine::betaCalls).sum());
        TreeMap<String, Long> draws = new TreeMap<>();
        for (Draw draw : part.draws()) {
            draws.put(draw.source() + " " + draw.packId(), draw.calls());
        }
        assertThat(drawn).isEqualTo(draws);
    }

    /** The sums that the text shows, worked again. */
    private static void money(Explanation explanation, Outcome.Billed billed) {
        BigDecimal atListPrice = BigDecimal.ZERO;
        for (ApiPart part : explanation.apis()) {
            part.lines()
                    .forEach(priced -> assertThat(priced.line().amount())
                            .isEqualTo(new ExactAmount(
                                    BigDecimal.valueOf(priced.line().billableCalls())
                                            .multiply(priced.line().unitPrice().perThousand())
                                            .movePointLeft(3))));
            if (part.freeze().isPresent()) {
                Explanation.FreezePart freeze = part.freeze().get();
                BigDecimal amount = BigDecimal.valueOf(freeze.calls())
                        .multiply(freeze.tier().price().perThousand())
                        .movePointLeft(3);
                assertThat(freeze.amount()).isEqualTo(new ExactAmount(amount));
                atListPrice = atListPrice.add(amount);
            }
        }
        assertThat(billed.atListPrice().value()).isEqualByComparingTo(atListPrice);
        BigDecimal ratio = explanation.month().prices().switches().freezeRatioPercent();
        BigDecimal exact = atListPrice.multiply(ratio).movePointLeft(2);
        assertThat(billed.freezeExact().value()).isEqualByComparingTo(exact);
        assertThat(billed.freezeEstimate().amount()).isEqualByComparingTo(exact.setScale(2, RoundingMode.HALF_UP));
    }
}
