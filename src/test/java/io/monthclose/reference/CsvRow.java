package io.monthclose.reference;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One physical line, split into its fields by RFC 4180. */
final class CsvRow {
    static final int LONGEST_LINE = 1_048_576;

    /** The line is no row of fields; the message is the reject's detail. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final String detail;

        Malformed(String detail) {
            super(detail);
            this.detail = detail;
        }

        String detail() {
            return detail;
        }
    }

    private final String text;
    private int at;

    private CsvRow(String text) {
        this.text = text;
    }

    static List<String> fields(byte[] line, int columns) throws Malformed {
        if (line.length > LONGEST_LINE) {
            throw new Malformed("longer than " + LONGEST_LINE + " bytes");
        }
        if (line.length == 0) {
            throw new Malformed("empty line");
        }
        List<String> fields = new CsvRow(decoded(line)).split();
        if (fields.size() != columns) {
            throw new Malformed(columns + " columns expected, " + fields.size() + " found");
        }
        return fields;
    }

    static List<String> header(byte[] line) throws Malformed {
        return new CsvRow(decoded(line)).split();
    }

    private static String decoded(byte[] line) throws Malformed {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw new Malformed("not valid UTF-8");
        }
    }

    private List<String> split() throws Malformed {
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (at < text.length()) {
            at++;
            fields.add(field());
        }
        return fields;
    }

    /** Reads one field and stops at the comma behind it, or at the end of the line. */
    private String field() throws Malformed {
        return at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
    }

    private String plain() throws Malformed {
        StringBuilder field = new StringBuilder();
        while (at < text.length() && text.charAt(at) != ',') {
            if (text.charAt(at) == '"') {
                throw new Malformed("misplaced quote");
            }
            field.append(text.charAt(at));
            at++;
        }
        return field.toString();
    }

    private String quoted() throws Malformed {
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            if (text.charAt(at) != '"') {
                field.append(text.charAt(at));
                at++;
            } else if (text.startsWith("\"\"", at)) {
                field.append('"');
                at += 2;
            } else {
                at++;
                return closed(field);
            }
        }
        throw new Malformed("a quote is not closed on its line");
    }

    private String closed(StringBuilder field) throws Malformed {
        if (at < text.length() && text.charAt(at) != ',') {
            throw new Malformed("misplaced quote");
        }
        return field.toString();
    }
}
