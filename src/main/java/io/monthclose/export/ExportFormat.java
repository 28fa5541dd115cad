package io.monthclose.export;

/** What {@code export} can write. */
public enum ExportFormat {
    /** The seven CSV files. */
    CSV,
    /** {@code settlement.json} and {@code run.json}. */
    JSON,
    /** {@code index.html}. */
    HTML
}
