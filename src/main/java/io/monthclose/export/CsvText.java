package io.monthclose.export;

import com.opencsv.CSVWriter;
import com.opencsv.ICSVWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes CSV as the contract wants it: UTF-8, LF, fields quoted only where RFC 4180 needs it, a header always. */
final class CsvText implements AutoCloseable {
    private final ICSVWriter csv;

    CsvText(OutputStream out, String header) {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        this.csv = new CSVWriter(
                writer,
                ICSVWriter.DEFAULT_SEPARATOR,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                ICSVWriter.DEFAULT_QUOTE_CHARACTER,
                "\n");
        row(header.split(",", -1));
    }

    void row(String... fields) {
        csv.writeNext(fields, false);
        if (csv.checkError()) {
            throw new UncheckedIOException(new IOException("a document cannot be written", csv.getException()));
        }
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
