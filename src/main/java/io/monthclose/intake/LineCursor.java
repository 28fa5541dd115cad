package io.monthclose.intake;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks the physical lines of a stream: each ends with LF or CRLF, the last one may go without. Of a line longer than the
 * limit only the limit's bytes are held; its whole length and SHA-256 are still known, so that memory does not follow the
 * input.
 */
final class LineCursor {
    /** The longest line that is read as a row, in bytes without its end: 1 MiB. */
    static final int LONGEST_LINE_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private static final byte[] CARRIAGE_RETURN = {'\r'};

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int filled;

    private byte[] line = new byte[256];
    private int held;
    private long length;
    private @Nullable MessageDigest digest;
    private @Nullable String sha256;

    LineCursor(InputStream in) {
        this.in = in;
    }

    /** Stands on a line that was separated already, without its end; what is in it is not looked at. */
    void present(byte[] separated) {
        startLine();
        append(separated, 0, separated.length);
    }

    private void startLine() {
        held = 0;
        length = 0;
        digest = null;
        sha256 = null;
    }

    /** Moves to the next line; false when there is none. */
    boolean next() throws IOException {
        startLine();
        boolean carriageReturn = false;
        while (true) {
            if (position == filled && !fill()) {
                append(CARRIAGE_RETURN, 0, carriageReturn ? 1 : 0);
                return length > 0;
            }
            int end = lineFeed();
            if (carriageReturn && end > position) {
                append(CARRIAGE_RETURN, 0, 1);
            }
            // A CR that comes last waits: with an LF behind it, it is part of the line's end.
            carriageReturn = end > position && buffer[end - 1] == '\r';
            append(buffer, position, end - position - (carriageReturn ? 1 : 0));
            boolean complete = end < filled;
            position = complete ? end + 1 : end;
            if (complete) {
                return true;
            }
        }
    }

    /** The line's bytes without its end; at most {@link #LONGEST_LINE_BYTES} of them. */
    byte[] bytes() {
        return Arrays.copyOf(line, held);
    }

    /** The array that holds the line's bytes; valid until the next move. */
    byte[] array() {
        return line;
    }

    /** How many bytes of {@link #array()} are the line's. */
    int heldBytes() {
        return held;
    }

    /** The line's whole length in bytes, without its end. */
    long length() {
        return length;
    }

    /** Whether only the line's beginning is held. */
    boolean tooLong() {
        return length > LONGEST_LINE_BYTES;
    }

    /** The SHA-256 of the whole line, without its end, in hex. */
    String sha256() {
        String found = sha256;
        if (found == null) {
            found = digest == null ? Sha256.of(line, 0, held) : Sha256.hex(digest.digest());
            sha256 = found;
        }
        return found;
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer, 0, buffer.length));
        return filled > 0;
    }

    private int lineFeed() {
        int at = position;
        while (at < filled && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Holds what there is room for; from the limit on, the line is hashed as it passes by. */
    private void append(byte[] source, int from, int count) {
        int room = Math.min(count, LONGEST_LINE_BYTES - held);
        if (held + room > line.length) {
            line = Arrays.copyOf(line, Math.max(held + room, line.length * 2));
        }
        System.arraycopy(source, from, line, held, room);
        held += room;
        length += count;
        if (length > LONGEST_LINE_BYTES) {
            if (digest == null) {
                digest = Sha256.start();
                digest.update(line, 0, held);
            }
            digest.update(source, from + room, count - room);
        }
    }
}
