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
    /** {@code evidence-2022-09.zip}: all that proves a closed month. */
    EVIDENCE,
    /** {@code proof-2022-09-A.txt}: one account of a closed month, with its proof. */
    PROOF,
    /** A statement for each bill, as a page and as a PDF; written only when it is asked for. */
    STATEMENTS;

    /** The month's documents, which a close writes. */
    public static final Set<ExportFormat> DOCUMENTS = Collections.unmodifiableSet(EnumSet.of(CSV, JSON, HTML));

    /** The format of a document. */
    static ExportFormat of(String name) {
        if (name.endsWith(".csv")) {
            return CSV;
        }
        return name.endsWith(".json") ? JSON : HTML;
    }
}
