package io.monthclose.reference;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A whole CSV file as physical lines; the first is the header and names the columns, in any order. */
final class CsvFile {
    private final String name;
    private final List<byte[]> lines;
    private final List<String> header;
    private final List<String> columns;

    private CsvFile(String name, List<byte[]> lines, List<String> columns) {
        this.name = name;
        this.lines = lines;
        this.columns = columns;
        this.header = checkedHeader();
    }

    static CsvFile read(Path file, List<String> columns) {
        String name = file.getName(file.getNameCount() - 1).toString();
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (name.endsWith(".gz")) {
                bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
            }
            return new CsvFile(name, lines(withoutBom(bytes)), columns);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String name() {
        return name;
    }

    /** The number of the last line; rows are the lines 2 to this one. */
    int lastLine() {
        return lines.size();
    }

    byte[] line(int number) {
        return lines.get(number - 1);
    }

    /** The fields of a row in the order of the columns asked for. */
    List<String> row(int number) throws CsvRow.Malformed {
        List<String> asWritten = CsvRow.fields(line(number), columns.size());
        List<String> ordered = new ArrayList<>();
        for (String column : columns) {
            ordered.add(asWritten.get(header.indexOf(column)));
        }
        return ordered;
    }

    private List<String> checkedHeader() {
        try {
            List<String> found = lines.isEmpty() ? List.of() : CsvRow.header(lines.getFirst());
            if (found.size() == columns.size() && found.containsAll(columns)) {
                return found;
            }
            throw new ReferenceRefused(List.of(name + ": header " + found + ", expected " + columns));
        } catch (CsvRow.Malformed broken) {
            throw new ReferenceRefused(List.of(name + ": header: " + broken.detail()));
        }
    }

    private static byte[] withoutBom(byte[] bytes) {
        boolean bom =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return bom ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    }

    private static List<byte[]> lines(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                int end = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
                lines.add(Arrays.copyOfRange(bytes, start, end));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            lines.add(Arrays.copyOfRange(bytes, start, bytes.length));
        }
        return lines;
    }
}
