package io.monthclose.intake;

import io.monthclose.account.IdFormat;

/**
 * Reads a plain row from the bytes of its line: five fields without quotes, ids and calls as nearly everybody writes them, a known
 * API, an account that is open throughout the month, an instant inside it. It takes such a row whole or says no and leaves it to
 * OpenCSV and the row check; what it takes, they would accept in the same way. One instance serves one thread.
 */
final class PlainRow {
    private static final int COLUMNS = Header.USAGE.size();
    private static final int NOT_READ = -1;
    private static final int MOST_CALLS_DIGITS = 15;
    private static final boolean[] OF_AN_ID = new boolean[256];

    static {
        for (int c = 0; c < 128; c++) {
            OF_AN_ID[c] = IdFormat.isValid(String.valueOf((char) c));
        }
    }

    private final KnownIds accounts;
    private final KnownIds apis;
    private final PlainTime time;
    private final int[] columns = new int[COLUMNS];

    private byte[] bytes = new byte[0];
    private int recordIdFrom;
    private int recordIdLength;
    private int account;
    private int accountFrom;
    private int accountLength;
    private int api;
    private int apiFrom;
    private int apiLength;
    private long calls;

    /** A reader of lines with these columns. */
    PlainRow(PlainMonth month, Header header) {
        this.accounts = month.accounts();
        this.apis = month.apis();
        this.time = new PlainTime(month.month());
        int[] positions = header.positions(Header.USAGE);
        for (int column = 0; column < COLUMNS; column++) {
            columns[positions[column]] = column;
        }
    }

    /** Whether the line that lies in {@code [from, until)} is a plain row; what it says can then be asked for. */
    boolean read(byte[] line, int from, int until) {
        bytes = line;
        int at = from;
        for (int field = 0; field < COLUMNS; field++) {
            int end = field(columns[field], at, until);
            boolean last = field == COLUMNS - 1;
            if (end == NOT_READ || (last ? end != until : end == until || line[end] != ',')) {
                return false;
            }
            at = end + 1;
        }
        return true;
    }

    /** Reads the field that begins here; returns where it ends, or −1. */
    private int field(int column, int from, int until) {
        return switch (column) {
            case 0 -> recordId(from, until);
            case 1 -> account(from, until);
            case 2 -> api(from, until);
            case 3 -> calls(from, until);
            default -> time.read(bytes, from, until);
        };
    }

    private int recordId(int from, int until) {
        int end = idEnd(from, until);
        recordIdFrom = from;
        recordIdLength = end - from;
        return recordIdLength > 0 && recordIdLength <= IdFormat.MOST_CHARACTERS ? end : NOT_READ;
    }

    private int account(int from, int until) {
        int end = idEnd(from, until);
        accountFrom = from;
        accountLength = end - from;
        account = accounts.number(bytes, from, end);
        return account < 0 ? NOT_READ : end;
    }

    private int api(int from, int until) {
        int end = idEnd(from, until);
        apiFrom = from;
        apiLength = end - from;
        api = apis.number(bytes, from, end);
        return api < 0 ? NOT_READ : end;
    }

    private int calls(int from, int until) {
        int at = from;
        long number = 0;
        while (at < until && bytes[at] >= '0' && bytes[at] <= '9' && at - from < MOST_CALLS_DIGITS) {
            number = number * 10 + (bytes[at++] - '0');
        }
        calls = number;
        boolean leadingZero = at - from > 1 && bytes[from] == '0';
        return at == from || leadingZero ? NOT_READ : at;
    }

    private int idEnd(int from, int until) {
        int at = from;
        while (at < until && OF_AN_ID[bytes[at] & 0xFF]) {
            at++;
        }
        return at;
    }

    /** The array in which the row lies; valid until the next row is read. */
    byte[] bytes() {
        return bytes;
    }

    int recordIdFrom() {
        return recordIdFrom;
    }

    int recordIdLength() {
        return recordIdLength;
    }

    /** The account's number among those that plain rows may name. */
    int account() {
        return account;
    }

    int accountFrom() {
        return accountFrom;
    }

    int accountLength() {
        return accountLength;
    }

    /** The API's number among those that plain rows may name. */
    int api() {
        return api;
    }

    int apiFrom() {
        return apiFrom;
    }

    int apiLength() {
        return apiLength;
    }

    long calls() {
        return calls;
    }

    long second() {
        return time.second();
    }

    int nano() {
        return time.nano();
    }

    /** How the instant is written, see {@link RawLine}. */
    int form() {
        return time.form();
    }
}
