package io.monthclose.export;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.regex.Pattern;

/** A statement as a page that loads nothing: HTML that is XML, too, so that the PDF is made of the very same text. */
final class StatementHtml {
    /** Marks of direction, which a closed month's page of before leaves as they are. */
    private static final Pattern MARK = Pattern.compile("[\\x{061C}\\x{200E}\\x{200F}]");

    private final Template template = Mustache.compiler()
            .strictSections(true)
            .withEscaper(StatementHtml::escape)
            .compile(ReportParts.text("statement/statement.mustache"));

    String page(StatementView view) {
        return template.execute(view);
    }

    private static String escape(String text) {
        return ReportText.escape(MARK.matcher(text)
                .replaceAll(mark -> "⟨U+%04X⟩".formatted(mark.group().codePointAt(0))));
    }

    /** The style sheet that each page holds. */
    static String style() {
        return ReportParts.text("statement/statement.css");
    }
}
