package io.monthclose.intake;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Cuts one physical line into its fields: strict UTF-8, RFC 4180 quoting, nothing trimmed. OpenCSV cuts; what it would
 * forgive (a stray quote, a quote left open) or take long for (very many fields) is refused before. One instance serves one thread.
 */
final class RowText {
    /** The fields of a line, or why it has none. */
    sealed interface Row {
        /** The fields, unquoted. */
        record Fields(String[] values, boolean quoted) implements Row {}

        /** What is wrong with the line as a line. */
        record Broken(String detail) implements Row {}
    }

    private static final Row EMPTY = new Row.Broken("empty line");
    private static final Row NOT_UTF_8 = new Row.Broken("not valid UTF-8");
    private static final Row TOO_LONG = new Row.Broken("longer than " + LineCursor.LONGEST_LINE_BYTES + " bytes");
    /** OpenCSV looks for the next quote anew in each field: a line of a million would take half a minute. */
    private static final int MOST_FIELDS = 1000;

    private static final Row TOO_MANY_FIELDS = new Row.Broken("more than " + MOST_FIELDS + " columns");
    private static final Row OPEN_QUOTE = new Row.Broken("a quote is not closed on its line");
    private static final Row MISPLACED_QUOTE = new Row.Broken("misplaced quote");

    private final RFC4180Parser parser = new RFC4180ParserBuilder().build();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private CharBuffer characters = CharBuffer.allocate(1024);

    /** Cuts the line on which the cursor stands. */
    Row row(LineCursor line) {
        if (line.tooLong()) {
            return TOO_LONG;
        }
        if (line.length() == 0) {
            return EMPTY;
        }
        String text = decoded(ByteBuffer.wrap(line.array(), line.from(), line.heldBytes()));
        return text.isEmpty() ? NOT_UTF_8 : fields(text);
    }

    /** Cuts a line that is text already. */
    Row fields(String text) {
        boolean quoted = text.indexOf('"') >= 0;
        if (quoted || text.length() > MOST_FIELDS) {
            switch (shape(text)) {
                case OPEN_QUOTE -> {
                    return OPEN_QUOTE;
                }
                case MISPLACED_QUOTE -> {
                    return MISPLACED_QUOTE;
                }
                case TOO_MANY_FIELDS -> {
                    return TOO_MANY_FIELDS;
                }
                case SOUND -> {}
            }
        }
        try {
            return new Row.Fields(parser.parseLine(text), quoted);
        } catch (IOException e) {
            throw new UncheckedIOException("a sound line was not taken: " + text, e);
        }
    }

    /** The text, or an empty one when the bytes are not UTF-8 (no line is empty here). */
    private String decoded(ByteBuffer bytes) {
        if (characters.capacity() < bytes.remaining()) {
            characters = CharBuffer.allocate(bytes.remaining());
        }
        characters.clear();
        decoder.reset();
        try {
            var result = decoder.decode(bytes, characters, true);
            if (result.isError()) {
                result.throwException();
            }
            decoder.flush(characters);
        } catch (CharacterCodingException e) {
            return "";
        }
        return characters.flip().toString();
    }

    private enum Shape {
        SOUND,
        OPEN_QUOTE,
        MISPLACED_QUOTE,
        TOO_MANY_FIELDS
    }

    /** RFC 4180: a field is quoted whole or not at all, and a quote inside a quoted field is doubled. */
    private static Shape shape(String text) {
        int at = 0;
        for (int fields = 0; at <= text.length(); fields++) {
            if (fields == MOST_FIELDS) {
                return Shape.TOO_MANY_FIELDS;
            }
            if (at < text.length() && text.charAt(at) == '"') {
                at = closingQuote(text, at + 1);
                if (at < 0) {
                    return Shape.OPEN_QUOTE;
                }
                at++;
                if (at < text.length() && text.charAt(at) != ',') {
                    return Shape.MISPLACED_QUOTE;
                }
            } else {
                // Looks no further than this field: a line of a million fields would be searched a million times.
                for (; at < text.length() && text.charAt(at) != ','; at++) {
                    if (text.charAt(at) == '"') {
                        return Shape.MISPLACED_QUOTE;
                    }
                }
            }
            at++;
        }
        return Shape.SOUND;
    }

    private static int closingQuote(String text, int from) {
        int at = text.indexOf('"', from);
        while (at >= 0 && at + 1 < text.length() && text.charAt(at + 1) == '"') {
            at = text.indexOf('"', at + 2);
        }
        return at;
    }
}
