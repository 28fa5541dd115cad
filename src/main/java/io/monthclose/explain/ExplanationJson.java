package io.monthclose.explain;

import io.monthclose.explain.Explanation.ApiPart;
import io.monthclose.explain.Explanation.FreezePart;
import io.monthclose.explain.Explanation.LinePart;
import io.monthclose.explain.Explanation.Outcome;
import io.monthclose.explain.Explanation.PackPart;
import io.monthclose.explain.Explanation.PoolPart;
import io.monthclose.explain.Explanation.RecordPart;
import io.monthclose.ledger.LedgerEntry;
import io.monthclose.ledger.Settlement;
import io.monthclose.period.InstantText;
import io.monthclose.pricebook.Tier;
import io.monthclose.rating.Draw;
import io.monthclose.rating.RatedLine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An explanation for machines: calls are integers, amounts and prices decimal text, instants as everywhere. */
public final class ExplanationJson {
    private final Explanation explanation;
    private final ExplainedMonth month;

    private ExplanationJson(Explanation explanation) {
        this.explanation = explanation;
        this.month = explanation.month();
    }

    /** The whole explanation, in the order of its reading. */
    public static Map<String, Object> of(Explanation explanation) {
        return new ExplanationJson(explanation).json();
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("month", month.row().month().toString());
        json.put("state", month.row().state().name());
        json.put("provisional", month.isProvisional());
        json.put("account_id", explanation.account().id().value());
        json.put("name", explanation.account().name());
        json.put("currency", month.prices().currency());
        json.put("zone", month.prices().zone().getId());
        json.put("settlement_instant", instant(month.row().settlementInstant()));
        json.put(
                "price_book",
                ordered(
                        "version", month.prices().version(),
                        "sha256", month.prices().sha256()));
        json.put("root", month.root().orElse(null));
        json.put("usage", usage());
        json.put("apis", explanation.apis().stream().map(this::api).toList());
        json.put(
                "free_pools",
                explanation.pools().stream().map(ExplanationJson::pool).toList());
        json.put("packs", explanation.packs().stream().map(this::pack).toList());
        outcome(json);
        if (!explanation.records().isEmpty()) {
            json.put("records", explanation.records().stream().map(this::record).toList());
        }
        json.put("figures_compared", explanation.figuresCompared());
        json.put("agrees_with_the_books", explanation.figuresCompared() == 0 ? null : explanation.agrees());
        json.put(
                "disagreements",
                explanation.disagreements().stream()
                        .map(one -> ordered("figure", one.figure(), "book", one.book(), "records", one.records()))
                        .toList());
        return json;
    }

    private Map<String, Object> usage() {
        Map<String, Object> rejected = new LinkedHashMap<>();
        explanation.usage().rejected().forEach((reason, lines) -> rejected.put(reason.name(), lines));
        return ordered(
                "records", explanation.usage().accepted(),
                "calls", explanation.usage().calls(),
                "duplicates", explanation.usage().duplicates(),
                "rejected", rejected);
    }

    private Map<String, Object> api(ApiPart part) {
        return ordered(
                "api", part.api().code(),
                "name", part.api().name(),
                "records", part.records(),
                "calls", part.calls(),
                "first", instant(part.first()),
                "last", instant(part.last()),
                "draws", part.draws().stream().map(ExplanationJson::draw).toList(),
                "tier_volume", part.volume(),
                "lines", part.lines().stream().map(this::line).toList(),
                "freeze", part.freeze().map(ExplanationJson::freeze).orElse(null));
    }

    private Map<String, Object> line(LinePart priced) {
        RatedLine line = priced.line();
        Tier tier = priced.tier();
        return ordered(
                "price_version", line.priceVersion(),
                "in_force_from", instant(priced.version().from()),
                "beta", priced.version().beta(),
                "metered_calls", line.meteredCalls(),
                "beta_calls", line.betaCalls(),
                "free_calls", line.freeCalls(),
                "prepaid_calls", line.prepaidCalls(),
                "billable_calls", line.billableCalls(),
                "tier_from", line.tierFrom(),
                "tier_to", tier == null ? null : tier.to(),
                "unit_price_per_1000", line.unitPrice().toString(),
                "amount", line.amount().toString());
    }

    private static Map<String, Object> freeze(FreezePart freeze) {
        return ordered(
                "calls", freeze.calls(),
                "price_version", freeze.version().version(),
                "tier_from", freeze.tier().from(),
                "tier_to", freeze.tier().to(),
                "list_price_per_1000", freeze.tier().price().toString(),
                "amount", freeze.amount().toString());
    }

    private static Map<String, Object> pool(PoolPart pool) {
        return ordered(
                "pool", pool.name(),
                "size", pool.size(),
                "drawn", pool.drawn(),
                "left", pool.left(),
                "apis", pool.apis(),
                "draws", pool.draws().stream().map(ExplanationJson::draw).toList());
    }

    private Map<String, Object> pack(PackPart part) {
        return ordered(
                "pack_id", part.movement().packId(),
                "size", part.pack().pack().calls(),
                "opening", part.movement().opening(),
                "drawn", part.movement().drawn(),
                "forfeited", part.movement().forfeited(),
                "closing", part.movement().closing(),
                "apis", part.pack().pack().apis(),
                "valid_from", instant(part.pack().pack().validFrom()),
                "valid_until", instant(part.pack().pack().validUntil()),
                "draws", part.draws().stream().map(ExplanationJson::draw).toList());
    }

    private static Map<String, Object> draw(Draw draw) {
        return ordered(
                "api", draw.api(),
                "source", draw.source().name(),
                "pack_id", draw.packId(),
                "calls", draw.calls());
    }

    private void outcome(Map<String, Object> json) {
        switch (explanation.outcome()) {
            case Outcome.Billed billed -> {
                json.put("outcome", "BILLED");
                json.put(
                        "bill",
                        ordered(
                                "bill_id", billed.bill().billId(),
                                "lines_total", billed.bill().linesTotal().toString(),
                                "rounding", billed.bill().rounding().toString(),
                                "amount_due", billed.bill().amountDue().toString()));
                json.put(
                        "freeze_estimate",
                        ordered(
                                "at_list_price", billed.atListPrice().toString(),
                                "ratio_percent",
                                        month.prices()
                                                .switches()
                                                .freezeRatioPercent()
                                                .toPlainString(),
                                "exact", billed.freezeExact().toString(),
                                "rounded", billed.freezeEstimate().toString()));
                json.put("settlement", settlement(billed.settled()));
            }
            case Outcome.NotDue _ -> json.put("outcome", "NOT_DUE");
            case Outcome.Parked parked -> {
                json.put("outcome", "PARKED");
                json.put("parked", ordered("stage", parked.stage(), "reason", parked.reason()));
            }
        }
    }

    private @Nullable Map<String, Object> settlement(Optional<Settlement.Settled> settled) {
        return settled.map(money -> ordered(
                        "balance_before", money.opening().balance().toString(),
                        "released", money.released().toString(),
                        "balance_after", money.closing().balance().toString(),
                        "wanted", money.wanted().toString(),
                        "frozen", money.frozen().toString(),
                        "available", money.closing().available().toString(),
                        "freeze_status", money.freezeStatus().name(),
                        "account_status", money.accountStatus().name(),
                        "bill_status", money.billStatus().name(),
                        "entries", money.entries().stream().map(this::entry).toList()))
                .orElse(null);
    }

    private Map<String, Object> entry(LedgerEntry entry) {
        return ordered(
                "entry_id", entry.entryId(),
                "kind", entry.kind().name(),
                "debit", entry.kind().debit().name(),
                "credit", entry.kind().credit().name(),
                "amount", entry.amount().toString(),
                "effective_at", instant(entry.effectiveAt()),
                "top_up_id", entry.topUpId(),
                "balance_after", entry.balanceAfter().toString(),
                "frozen_after", entry.frozenAfter().toString());
    }

    private Map<String, Object> record(RecordPart part) {
        List<Map<String, Object>> draws = part.draws().stream()
                .map(split -> ordered("source", split.source().name(), "pack_id", split.id(), "calls", split.calls()))
                .toList();
        return ordered(
                "record_id", part.record().recordId(),
                "api", part.record().api(),
                "calls", part.record().calls(),
                "occurred_at", instant(part.record().occurredAt()),
                "file", part.file(),
                "line", part.record().origin().line(),
                "beta", part.beta(),
                "draws", draws,
                "billable_calls", part.billable());
    }

    private @Nullable String instant(@Nullable Instant instant) {
        return instant == null
                ? null
                : InstantText.format(instant, month.prices().zone());
    }

    private static Map<String, Object> ordered(@Nullable Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }
}
