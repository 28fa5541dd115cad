package io.monthclose.intake;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks the physical lines of a stream: each ends with LF or CRLF, the last one may go without. A line is handed out where it
 * lies in what was read; only one that does not fit there is copied. Of a line longer than the limit only the limit's bytes are
 * held; its whole length and SHA-256 are still known, so that memory does not follow the input.
 */
final class LineCursor {
    /** The longest line that is read as a row, in bytes without its end: 1 MiB. */
    static final int LONGEST_LINE_BYTES = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 18;

    private static final byte[] CARRIAGE_RETURN = {'\r'};

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int filled;

    private byte[] line = buffer;
    private int from;
    private int held;
    private long length;
    private byte[] longLine = new byte[0];
    private @Nullable MessageDigest digest;
    private @Nullable String sha256;

    LineCursor(InputStream in) {
        this.in = in;
    }

    /** Stands on a line that was separated already, without its end; what is in it is not looked at. */
    void present(byte[] separated) {
        digest = null;
        sha256 = null;
        line = longLine;
        from = 0;
        held = 0;
        length = 0;
        append(separated, 0, separated.length);
        longLine = line;
    }

    /** Moves to the next line; false when there is none. */
    boolean next() throws IOException {
        digest = null;
        sha256 = null;
        int end = LineFeeds.next(buffer, position, filled);
        while (end < 0) {
            int searched = filled - position;
            if (searched == BUFFER_BYTES) {
                return nextLong();
            }
            if (!more()) {
                hold(filled);
                position = filled;
                return length > 0;
            }
            end = LineFeeds.next(buffer, position + searched, filled);
        }
        hold(end > position && buffer[end - 1] == '\r' ? end - 1 : end);
        position = end + 1;
        return true;
    }

    /** The line's bytes without its end; at most {@link #LONGEST_LINE_BYTES} of them. */
    byte[] bytes() {
        return Arrays.copyOfRange(line, from, from + held);
    }

    /** The array in which the line lies; valid until the next move. */
    byte[] array() {
        return line;
    }

    /** Where in {@link #array()} the line begins. */
    int from() {
        return from;
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
            found = digest == null ? Sha256.of(line, from, held) : Sha256.hex(digest.digest());
            sha256 = found;
        }
        return found;
    }

    private void hold(int until) {
        line = buffer;
        from = position;
        held = until - position;
        length = held;
    }

    /** Moves what is left to the buffer's beginning and reads on behind it; false at the stream's end. */
    private boolean more() throws IOException {
        int left = filled - position;
        System.arraycopy(buffer, position, buffer, 0, left);
        position = 0;
        filled = left + Math.max(0, in.read(buffer, left, BUFFER_BYTES - left));
        return filled > left;
    }

    /** A line that does not fit into the buffer is copied out of it, piece by piece. */
    private boolean nextLong() throws IOException {
        line = longLine;
        from = 0;
        held = 0;
        length = 0;
        boolean carriageReturn = false;
        boolean complete = false;
        while (!complete && (position < filled || more())) {
            int found = LineFeeds.next(buffer, position, filled);
            complete = found >= 0;
            int end = complete ? found : filled;
            if (carriageReturn && end > position) {
                append(CARRIAGE_RETURN, 0, 1);
            }
            // A CR that comes last waits: with an LF behind it, it is part of the line's end.
            carriageReturn = end > position ? buffer[end - 1] == '\r' : carriageReturn;
            append(buffer, position, end - position - (end > position && carriageReturn ? 1 : 0));
            position = complete ? end + 1 : end;
        }
        append(CARRIAGE_RETURN, 0, carriageReturn && !complete ? 1 : 0);
        longLine = line;
        return true;
    }

    /** Holds what there is room for; from the limit on, the line is hashed as it passes by. */
    private void append(byte[] source, int start, int count) {
        int room = Math.min(count, LONGEST_LINE_BYTES - held);
        if (held + room > line.length) {
            line = Arrays.copyOf(line, Math.max(held + room, line.length * 2));
        }
        System.arraycopy(source, start, line, held, room);
        held += room;
        length += count;
        if (length > LONGEST_LINE_BYTES) {
            if (digest == null) {
                digest = Sha256.start();
                digest.update(line, 0, held);
            }
            digest.update(source, start + room, count - room);
        }
    }
}
