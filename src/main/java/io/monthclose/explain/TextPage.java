package io.monthclose.explain;

/** A page of sections with rows, each with a label in front. Lines end with LF. */
final class TextPage {
    private static final int LABEL = 11;

    private final StringBuilder page = new StringBuilder();

    String text() {
        return page.toString();
    }

    void section(String title) {
        page.append('\n').append(title).append('\n');
    }

    /** A row; its label may be longer than the others'. */
    void row(String label, String text) {
        line("  " + label + " ".repeat(Math.max(0, LABEL - label.length())) + " " + text);
    }

    void line(String text) {
        page.append(text).append('\n');
    }

    /** What another page has. */
    void add(String text) {
        page.append(text);
    }
}
