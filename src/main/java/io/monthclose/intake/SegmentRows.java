package io.monthclose.intake;

import io.monthclose.account.IdFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks the rows of an unpacked segment, in the order of their lines. Accounts and APIs are given as places in its lists. */
final class SegmentRows {
    private final List<String> accounts = new ArrayList<>();
    private final List<String> apis = new ArrayList<>();
    private final int rows;
    private final int file;

    private final ByteCursor lines;
    private final ByteCursor accountColumn;
    private final ByteCursor apiColumn;
    private final ByteCursor forms;
    private final ByteCursor callsColumn;
    private final ByteCursor seconds;
    private final ByteCursor nanos;
    private final ByteCursor ids;
    private final ByteCursor texts;

    private long line;
    private int account;
    private int api;
    private int form;
    private long calls;
    private long second;
    private int nano;
    private final byte[] id = new byte[IdFormat.MOST_CHARACTERS];
    private int idLength;

    /** The rows of a segment with this content, see {@link SegmentWriter#content()}. */
    SegmentRows(byte[] content) {
        ByteCursor cursor = new ByteCursor(content, 0);
        this.rows = (int) cursor.number();
        this.file = (int) cursor.number();
        this.lines = cursor.column();
        this.accountColumn = cursor.column();
        this.apiColumn = cursor.column();
        this.forms = cursor.column();
        this.callsColumn = cursor.column();
        this.seconds = cursor.column();
        this.nanos = cursor.column();
        this.ids = cursor.column();
        this.texts = cursor.column();
    }

    int rows() {
        return rows;
    }

    int file() {
        return file;
    }

    /** Moves to the next row; there are {@link #rows()}. Returns the line as text where it cannot be rebuilt. */
    @Nullable
    String next() {
        line += lines.number();
        account = place(accountColumn.number(), accounts);
        long marked = apiColumn.number();
        api = place(marked >>> SegmentWriter.API_SHIFT, apis);
        if ((marked & SegmentWriter.OTHER_FORM) != 0) {
            form = (int) forms.number();
        }
        nano = (marked & SegmentWriter.FRACTION) == 0 ? 0 : (int) nanos.number();
        second += seconds.signed();
        calls = callsColumn.number();
        readId();
        return form == 0 ? texts.text() : null;
    }

    private int place(long reference, List<String> known) {
        if (reference == 0) {
            known.add(texts.text());
            return known.size() - 1;
        }
        return (int) reference - 1;
    }

    private void readId() {
        long step = ids.number();
        if (step == 0) {
            idLength = ids.text(id);
            return;
        }
        long carry = ByteCursor.unfolded(step - 1);
        for (int at = idLength - 1; carry != 0; at--) {
            long sum = id[at] - '0' + carry;
            carry = Math.floorDiv(sum, 10L);
            id[at] = (byte) ('0' + (sum - carry * 10));
        }
    }

    long line() {
        return line;
    }

    /** The place of the account; places are given in the order in which accounts first come. */
    int account() {
        return account;
    }

    String accountId(int place) {
        return accounts.get(place);
    }

    int api() {
        return api;
    }

    String apiCode(int place) {
        return apis.get(place);
    }

    int form() {
        return form;
    }

    long calls() {
        return calls;
    }

    long second() {
        return second;
    }

    int nano() {
        return nano;
    }

    /** The array that holds the record id; valid until the next move. */
    byte[] id() {
        return id;
    }

    int idLength() {
        return idLength;
    }
}
