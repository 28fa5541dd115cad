package io.monthclose.export;

import com.samskivert.mustache.Mustache;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/**
 * Writes {@code index.html}: the month at a glance for the finance lead, the operator and the auditor, in one file
 * that loads nothing. The same report gives the same bytes. Scripts and styles are let in by their hashes alone, so that
 * text from customers could not run even if it were not escaped.
 */
final class ReportPage {
    private ReportPage() {}

    static byte[] render(MonthReport report) {
        return templates().loadTemplate("report").execute(ReportView.of(report)).getBytes(StandardCharsets.UTF_8);
    }

    private static Mustache.Compiler templates() {
        return Mustache.compiler()
                .strictSections(true)
                .zeroIsFalse(true)
                .withFormatter(ReportText::format)
                .withEscaper(ReportText::escape)
                .withLoader(name -> new StringReader(ReportParts.text(name + ".mustache")));
    }
}
