package io.monthclose.export;

import io.monthclose.export.MonthReport.ApiRow;
import io.monthclose.export.MonthReport.MoneyTotals;
import io.monthclose.export.MonthReport.TierRow;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What the charts are drawn from. Amounts and calls are exact text, since a browser's numbers are not exact. */
record ReportFigures(List<Api> apis, List<Tier> tiers, List<Movement> movements) {

    record Api(String code, String name, String free, String prepaid, String billable, String beta, String amount) {}

    record Tier(String code, String name, String priceVersion, long from, String billable) {}

    record Movement(String label, String amount) {}

    static ReportFigures of(MonthReport report) {
        return new ReportFigures(
                report.apis().stream().map(ReportFigures::api).toList(),
                report.tiers().stream().map(ReportFigures::tier).toList(),
                movements(report.totals().money()));
    }

    /** JSON that cannot end the script element it stands in: no {@code <}, {@code >} or {@code &} is left in it. */
    String json() {
        return JsonMapper.shared()
                .writeValueAsString(this)
                .replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static Api api(ApiRow row) {
        return new Api(
                row.code(),
                row.name(),
                row.free().toString(),
                row.prepaid().toString(),
                row.billable().toString(),
                row.beta().toString(),
                row.amount());
    }

    private static Tier tier(TierRow row) {
        return new Tier(
                row.apiCode(),
                row.apiName(),
                row.priceVersion(),
                row.tierFrom(),
                row.billable().toString());
    }

    private static List<Movement> movements(MoneyTotals money) {
        return List.of(
                new Movement("Top-ups counted", money.topUps()),
                new Movement("Freezes released", money.released()),
                new Movement("Bills charged", money.revenue()),
                new Movement("Freezes wanted", money.wanted()),
                new Movement("Freezes placed", money.frozen()));
    }
}
