package io.monthclose.export;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;

/** A statement as a page that loads nothing: HTML that is XML, too, so that the PDF is made of the very same text. */
final class StatementHtml {
    private final Template template = Mustache.compiler()
            .strictSections(true)
            .withEscaper(ReportText::escape)
            .compile(ReportParts.text("statement/statement.mustache"));

    String page(StatementView view) {
        return template.execute(view);
    }

    /** The style sheet that each page holds. */
    static String style() {
        return ReportParts.text("statement/statement.css");
    }
}
