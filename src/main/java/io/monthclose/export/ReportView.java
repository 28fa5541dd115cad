package io.monthclose.export;

import com.samskivert.mustache.Mustache;
import io.monthclose.export.MonthReport.InvariantRow;
import io.monthclose.export.MonthReport.LateRow;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the templates see: the report itself, the page's own counts, the parts to inline, and the ways to write a value
 * ({@code grouped} digits, {@code aligned} at the point, text from {@code outside}, {@code shortened} hashes).
 */
record ReportView(
        MonthReport month,
        Counts counts,
        Inlined inlined,
        Mustache.Lambda grouped,
        Mustache.Lambda aligned,
        Mustache.Lambda outside,
        Mustache.Lambda shortened) {

    /** What the lists leave out, the late lines of all months, and the invariants that hold. */
    record Counts(
            long arrearsMore,
            long suspendedMore,
            long billsMore,
            long lateRows,
            long invariantsHeld,
            long invariantsChecked,
            boolean invariantsSound) {}

    /** Texts that go into the page as they are. */
    record Inlined(String style, String chartLibrary, String script, String figures, String contentSecurityPolicy) {}

    static ReportView of(MonthReport report) {
        return new ReportView(
                report,
                counts(report),
                inlined(report),
                written(ReportText::grouped),
                written(ReportText::aligned),
                written(ReportText::outside),
                written(ReportText::shortened));
    }

    private static Counts counts(MonthReport report) {
        MonthReport.MoneyTotals money = report.totals().money();
        long held = report.invariants().stream().filter(InvariantRow::holds).count();
        long checked = report.invariants().size();
        return new Counts(
                left(money.arrearsAccounts(), report.arrears()),
                left(money.suspendedAccounts(), report.suspended()),
                left(report.totals().usage().accountsBilled(), report.largestBills()),
                report.lateUsage().stream().mapToLong(LateRow::rows).sum(),
                held,
                checked,
                checked > 0 && held == checked);
    }

    private static Inlined inlined(MonthReport report) {
        String style = ReportParts.text("report.css");
        String script = ReportParts.text("report.js");
        String chartLibrary = ReportParts.chartLibrary();
        String policy = ReportParts.contentSecurityPolicy(style, chartLibrary, script);
        return new Inlined(style, chartLibrary, script, ReportFigures.of(report).json(), policy);
    }

    private static long left(long all, List<?> shown) {
        return all - shown.size();
    }

    private static Mustache.Lambda written(UnaryOperator<String> way) {
        return (fragment, out) -> out.write(way.apply(fragment.execute()));
    }
}
