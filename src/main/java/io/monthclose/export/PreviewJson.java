package io.monthclose.export;

import io.monthclose.store.MonthRow;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code preview.json}: what a close would say in {@code settlement.json}, and how it differs from the last closed month. */
final class PreviewJson {
    private static final int MOST_ACCOUNTS = 10;

    private PreviewJson() {}

    static byte[] render(JdbcTemplate scratch, MonthRow month, Optional<MonthChange> change) {
        MonthFacts facts = MonthFacts.ofClosing(scratch, month);
        MonthReport report =
                facts.report(new ReportQueries(JdbcClient.create(scratch), month), new ApiFigures(), Optional.empty());
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("preview", true);
        json.putAll(SettlementJson.settled(facts, report));
        json.put("compared_with", change.map(last -> last.before().toString()).orElse(null));
        json.put("differences", change.map(PreviewJson::differences).orElse(null));
        return JsonText.of(json);
    }

    private static Map<String, @Nullable Object> differences(MonthChange change) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("lines_read", figure(change.lines(), BigDecimal::longValueExact));
        json.put("billed", figure(change.billed(), Decimals::money));
        json.put("apis", change.apis().stream().map(PreviewJson::api).toList());
        json.put("accounts_changed", change.accounts().size());
        json.put(
                "accounts",
                change.accounts().stream()
                        .limit(MOST_ACCOUNTS)
                        .map(PreviewJson::account)
                        .toList());
        return json;
    }

    private static Map<String, @Nullable Object> api(MonthChange.ApiChange api) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("api", api.api());
        json.put("metered_calls", figure(api.calls(), BigDecimal::toBigIntegerExact));
        json.put("amount", figure(api.amount(), Decimals::exact));
        return json;
    }

    private static Map<String, @Nullable Object> figure(MonthChange.Figure figure, Function<BigDecimal, Object> text) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("before", text.apply(figure.before()));
        json.put("now", text.apply(figure.now()));
        json.put(
                "change_percent",
                figure.percent().map(BigDecimal::toPlainString).orElse(null));
        return json;
    }

    private static Map<String, @Nullable Object> account(MonthChange.AccountChange account) {
        BigDecimal before = account.before();
        BigDecimal now = account.now();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("account_id", account.accountId());
        json.put("amount_due_before", before == null ? null : Decimals.money(before));
        json.put("amount_due", now == null ? null : Decimals.money(now));
        json.put("change", Decimals.money(account.change()));
        return json;
    }
}
