package io.monthclose.export;

import io.monthclose.intake.Sha256;
import io.monthclose.seal.RootStatement;
import io.monthclose.store.MonthRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@code rejects.csv}: the rows that were refused, each as it was read. */
final class RejectsDocument {
    private static final String NAME = "rejects.csv";
    private static final String HEADER = "file,line,reason,detail,raw";
    private static final String QUERY = """
        SELECT i.name, r.line, r.reason, r.detail, r.raw, r.raw_bytes, r.raw_sha256
        FROM reject r JOIN take_input i ON i.billing_month = r.billing_month AND i.take = r.take AND i.role = 'USAGE' AND i.file = r.file
        WHERE r.billing_month = ? AND r.take = ? ORDER BY r.file, r.line
        """;

    private RejectsDocument() {}

    /**
     * As written.
     *
     * @param file the document
     * @param count how many rows
     */
    record Written(WrittenFile file, long count) {
        RootStatement.Rejects rooted() {
            return new RootStatement.Rejects(count, file.sha256());
        }
    }

    static Written write(JdbcTemplate jdbc, MonthRow month, DocumentSink sink) throws IOException {
        MessageDigest digest = Sha256.start();
        AtomicLong rows = new AtomicLong();
        CountingStream counted = new CountingStream(sink.open(NAME));
        try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(counted), digest);
                CsvText csv = new CsvText(out, HEADER)) {
            jdbc.query(
                    QUERY,
                    row -> {
                        rows.incrementAndGet();
                        csv.row(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                RawText.of(row.getBytes(5), row.getLong(6), row.getString(7)));
                    },
                    month.month().toString(),
                    month.take());
        }
        return new Written(new WrittenFile(NAME, counted.bytes(), Sha256.hex(digest.digest())), rows.get());
    }
}
