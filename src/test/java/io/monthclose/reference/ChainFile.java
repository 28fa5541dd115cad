package io.monthclose.reference;

import io.monthclose.reference.ChainRow.Fields;
import io.monthclose.reference.ChainRow.RawLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes one CSV file in a random style: BOM, line ends, quoting, order of the columns. */
final class ChainFile {
    private final Dice dice;
    private final List<String> columns;
    private final List<String> order;
    private final boolean bom;
    private final boolean lastLineEnds;
    private final int oneInLinesCrLf;
    private final int oneInFieldsQuoted;

    ChainFile(Dice dice, List<String> columns) {
        this.dice = dice;
        this.columns = columns;
        this.order = dice.oneIn(2) ? columns : dice.shuffled(columns);
        this.bom = dice.oneIn(4);
        this.lastLineEnds = !dice.oneIn(4);
        this.oneInLinesCrLf = dice.pick(0, 0, 1, 3);
        this.oneInFieldsQuoted = dice.pick(0, 0, 1, 4);
    }

    void write(Path file, List<? extends ChainRow> rows) {
        List<ChainRow> all = new ArrayList<>();
        all.add(new Fields(columns));
        all.addAll(rows);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (bom) {
            bytes.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        }
        for (int i = 0; i < all.size(); i++) {
            bytes.writeBytes(line(all.get(i)));
            if (i + 1 < all.size() || lastLineEnds) {
                bytes.writeBytes(text(chance(oneInLinesCrLf) ? "\r\n" : "\n"));
            }
        }
        try {
            Files.write(file, file.toString().endsWith(".gz") ? compressed(bytes.toByteArray()) : bytes.toByteArray());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private byte[] line(ChainRow row) {
        return switch (row) {
            case Fields fields -> text(joined(fields));
            case RawLine line -> line.bytes();
        };
    }

    private String joined(Fields fields) {
        List<String> written = new ArrayList<>();
        for (String column : order) {
            String value = fields.values().get(columns.indexOf(column));
            boolean needsQuotes = value.contains(",") || value.contains("\"");
            boolean quoted = needsQuotes || chance(oneInFieldsQuoted);
            written.add(quoted ? "\"" + value.replace("\"", "\"\"") + "\"" : value);
        }
        return String.join(",", written);
    }

    private boolean chance(int oneIn) {
        return oneIn > 0 && dice.oneIn(oneIn);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }
}
