package io.monthclose.export;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What {@code export} can write. */
public enum ExportFormat {
    /** The seven CSV files. */
    CSV,
    /** {@code settlement.json} and {@code run.json}. */
    JSON,
    /** {@code index.html}. */
    HTML,
    /** A statement for each bill, as a page and as a PDF; written only when it is asked for. */
    STATEMENTS;

    /** The documents that a close writes. */
    public static final Set<ExportFormat> DOCUMENTS = Collections.unmodifiableSet(EnumSet.of(CSV, JSON, HTML));
}
