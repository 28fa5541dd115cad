package io.monthclose.explain;

import io.monthclose.explain.Explanation.Outcome;
import io.monthclose.explain.Explanation.PackPart;
import io.monthclose.ledger.LedgerEntry;
import io.monthclose.ledger.Settlement;
import io.monthclose.period.InstantText;
import io.monthclose.rating.Draw;
import io.monthclose.rating.RatedLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The documents of a month with rows of accounts, made of nothing but its explanations: each figure of a document is one of them. */
public final class ExplainedDocuments {
    private static final Map<String, String> HEADERS = Map.of(
            "bills.csv",
            "month,account_id,bill_id,currency,lines_total,rounding,amount_due,balance_after,status",
            "bill-lines.csv",
            "month,account_id,api,price_version,metered_calls,beta_calls,free_calls,prepaid_calls,billable_calls,"
                    + "tier_from,unit_price_per_1000,amount",
            "pack-draws.csv",
            "month,account_id,api,source,pack_id,calls",
            "packs.csv",
            "month,account_id,pack_id,opening,drawn,forfeited,closing",
            "freezes.csv",
            "month,account_id,released,wanted,frozen,status,account_status",
            "ledger.csv",
            "month,entry_id,account_id,kind,debit,credit,amount,effective_at");

    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();

    private ExplainedDocuments() {
        HEADERS.forEach((name, header) -> texts.put(name, new StringBuilder(header + "\n")));
    }

    /** The texts by file name; explanations come in the order of their accounts. */
    public static Map<String, String> of(List<Explanation> explanations) {
        ExplainedDocuments documents = new ExplainedDocuments();
        explanations.forEach(documents::add);
        Map<String, String> found = new LinkedHashMap<>();
        documents.texts.forEach((name, text) -> found.put(name, text.toString()));
        return found;
    }

    private void add(Explanation explanation) {
        switch (explanation.outcome()) {
            case Outcome.Billed billed -> {
                billed(explanation, billed);
                packs(explanation);
            }
            case Outcome.NotDue _ -> packs(explanation);
            case Outcome.Parked _ -> {}
        }
    }

    private void billed(Explanation explanation, Outcome.Billed billed) {
        String account = explanation.account().id().value();
        Settlement.Settled settled = billed.settled().orElseThrow();
        row(
                "bills.csv",
                explanation,
                account,
                billed.bill().billId(),
                explanation.month().prices().currency(),
                billed.bill().linesTotal(),
                billed.bill().rounding(),
                billed.bill().amountDue(),
                settled.closing().balance(),
                settled.billStatus());
        explanation.apis().stream()
                .flatMap(part -> part.lines().stream())
                .map(Explanation.LinePart::line)
                .forEach(line -> line(explanation, account, line));
        List<Draw> draws = new ArrayList<>();
        explanation.apis().forEach(part -> draws.addAll(part.draws()));
        draws.forEach(draw ->
                row("pack-draws.csv", explanation, account, draw.api(), draw.source(), draw.packId(), draw.calls()));
        row(
                "freezes.csv",
                explanation,
                account,
                settled.released(),
                settled.wanted(),
                settled.frozen(),
                settled.freezeStatus(),
                settled.accountStatus());
        settled.entries().forEach(entry -> entry(explanation, account, entry));
    }

    private void line(Explanation explanation, String account, RatedLine line) {
        row(
                "bill-lines.csv",
                explanation,
                account,
                line.api(),
                line.priceVersion(),
                line.meteredCalls(),
                line.betaCalls(),
                line.freeCalls(),
                line.prepaidCalls(),
                line.billableCalls(),
                line.tierFrom(),
                line.unitPrice(),
                line.amount());
    }

    private void entry(Explanation explanation, String account, LedgerEntry entry) {
        row(
                "ledger.csv",
                explanation,
                entry.entryId(),
                account,
                entry.kind(),
                entry.kind().debit(),
                entry.kind().credit(),
                entry.amount(),
                InstantText.format(
                        entry.effectiveAt(), explanation.month().prices().zone()));
    }

    private void packs(Explanation explanation) {
        for (PackPart part : explanation.packs()) {
            row(
                    "packs.csv",
                    explanation,
                    explanation.account().id(),
                    part.movement().packId(),
                    part.movement().opening(),
                    part.movement().drawn(),
                    part.movement().forfeited(),
                    part.movement().closing());
        }
    }

    private void row(String name, Explanation explanation, Object... fields) {
        StringBuilder text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException(name);
        }
        text.append(explanation.month().row().month());
        for (Object field : fields) {
            text.append(',').append(field);
        }
        text.append('\n');
    }
}
