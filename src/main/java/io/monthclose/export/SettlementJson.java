package io.monthclose.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code settlement.json}: everything an auditor compares, and nothing that names a person, a machine or a clock. */
final class SettlementJson {
    private SettlementJson() {}

    static byte[] render(MonthFacts facts, MonthReport report, List<WrittenFile> files) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>(settled(facts, report));
        json.put("files", files(files));
        root(json, facts, report.heading());
        return JsonText.of(json);
    }

    /** A month that was closed when there were no roots keeps the document that it had. */
    private static void root(Map<String, @Nullable Object> json, MonthFacts facts, MonthReport.Heading heading) {
        if (heading.root() != null || facts.provisional()) {
            json.put("root", heading.root());
            json.put("previous_root", heading.previousRoot());
        }
    }

    /** All but the documents. */
    static Map<String, Object> settled(MonthFacts facts, MonthReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("month", report.heading().month());
        json.put("provisional", facts.provisional());
        json.put("first_of_chain", report.heading().firstOfChain());
        json.put("settlement_instant", facts.settlementInstant());
        json.put("currency", report.heading().currency());
        json.put("zone", facts.prices().zone().getId());
        json.put(
                "price_book",
                ordered(
                        "version",
                        facts.prices().version(),
                        "sha256",
                        facts.prices().sha256()));
        json.put(
                "inputs",
                facts.inputs().stream()
                        .map(input -> ordered(
                                "name", input.name(),
                                "bytes", input.bytes(),
                                "lines", input.lines(),
                                "sha256", input.sha256()))
                        .toList());
        json.put("totals", totals(report.totals()));
        json.put(
                "rejects",
                report.rejects().stream()
                        .map(row -> ordered("reason", row.reason(), "lines", row.rows()))
                        .toList());
        json.put(
                "late_usage",
                report.lateUsage().stream()
                        .map(row -> ordered("month", row.month(), "lines", row.rows(), "calls", row.calls()))
                        .toList());
        json.put(
                "parked",
                report.parked().stream()
                        .map(row -> ordered("account_id", row.accountId(), "reason", row.reason()))
                        .toList());
        json.put(
                "invariants",
                report.invariants().stream()
                        .map(row -> ordered(
                                "number", row.number(),
                                "statement", row.statement(),
                                "holds", row.holds(),
                                "detail", row.detail()))
                        .toList());
        return json;
    }

    /** Documents with their sizes and hashes. */
    static List<Map<String, Object>> files(List<WrittenFile> files) {
        return files.stream()
                .map(file -> ordered("name", file.name(), "bytes", file.bytes(), "sha256", file.sha256()))
                .toList();
    }

    private static Map<String, Object> totals(MonthReport.Totals totals) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("lines_read", totals.usage().linesRead());
        json.put("lines_accepted", totals.usage().accepted());
        json.put("lines_duplicate", totals.usage().duplicate());
        json.put("lines_rejected", totals.usage().rejected());
        json.put("accounts_billed", totals.usage().accountsBilled());
        json.put("accounts_parked", totals.usage().parkedAccounts());
        json.put("metered_calls", totals.calls().metered());
        json.put("beta_calls", totals.calls().beta());
        json.put("free_calls", totals.calls().free());
        json.put("prepaid_calls", totals.calls().prepaid());
        json.put("billable_calls", totals.calls().billable());
        json.put("lines_total", totals.money().linesTotal());
        json.put("rounding", totals.money().rounding());
        json.put("billed", totals.money().billed());
        json.put("topped_up", totals.money().topUps());
        json.put("released", totals.money().released());
        json.put("freeze_wanted", totals.money().wanted());
        json.put("frozen", totals.money().frozen());
        json.put("accounts_in_arrears", totals.money().arrearsAccounts());
        json.put("arrears", totals.money().arrearsAmount());
        json.put("accounts_suspended", totals.money().suspendedAccounts());
        return json;
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
