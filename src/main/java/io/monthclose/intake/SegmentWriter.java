package io.monthclose.intake;

import io.monthclose.account.IdFormat;
import io.monthclose.usage.UsageRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Collects the kept rows of one slice and bucket, in the order of their lines, column by column: like beside like is packed
 * best. See {@link SegmentCodec} for the form.
 */
final class SegmentWriter {
    /** Set in the API column where the form of the instant is not the one of the row before. */
    static final int OTHER_FORM = 1;
    /** Set in the API column where the instant has a fraction. */
    static final int FRACTION = 2;

    static final int API_SHIFT = 2;

    /** More digits than this are not taken for a number. */
    private static final int MOST_DIGITS = 18;

    private final ByteColumn lines = new ByteColumn();
    private final ByteColumn accounts = new ByteColumn();
    private final ByteColumn apis = new ByteColumn();
    private final ByteColumn forms = new ByteColumn();
    private final ByteColumn calls = new ByteColumn();
    private final ByteColumn seconds = new ByteColumn();
    private final ByteColumn nanos = new ByteColumn();
    private final ByteColumn ids = new ByteColumn();
    private final ByteColumn texts = new ByteColumn();

    private final int file;
    private final int[] accountReferences;
    private final int[] apiReferences;
    private final Map<String, Integer> otherAccounts = new HashMap<>();
    private final Map<String, Integer> otherApis = new HashMap<>();
    private int knownAccounts;
    private int knownApis;

    private int rows;
    private long line;
    private long second;
    private int form = -1;
    private final byte[] id = new byte[IdFormat.MOST_CHARACTERS];
    private int idLength;

    /**
     * A writer of rows of one file.
     *
     * @param accountReferences one place for each account that plain rows know; shared by the writers of a slice, for an account
     *     is in one bucket only
     * @param plainApis how many APIs plain rows know
     */
    SegmentWriter(int file, int[] accountReferences, int plainApis) {
        this.file = file;
        this.accountReferences = accountReferences;
        this.apiReferences = new int[plainApis];
    }

    int rows() {
        return rows;
    }

    /** Takes a plain row. */
    void add(PlainRow row, long atLine) {
        lines.number(atLine - line);
        line = atLine;
        int account = accountReferences[row.account()];
        accounts.number(account);
        if (account == 0) {
            texts.text(row.bytes(), row.accountFrom(), row.accountLength());
            accountReferences[row.account()] = ++knownAccounts;
        }
        int api = apiReferences[row.api()];
        instant(api, row.form(), row.second(), row.nano());
        if (api == 0) {
            texts.text(row.bytes(), row.apiFrom(), row.apiLength());
            apiReferences[row.api()] = ++knownApis;
        }
        calls.number(row.calls());
        id(row.bytes(), row.recordIdFrom(), row.recordIdLength());
        rows++;
    }

    /** Takes any kept row. */
    void add(KeptRow row) {
        UsageRecord record = row.record();
        lines.number(record.origin().line() - line);
        line = record.origin().line();
        Integer account = otherAccounts.get(row.account());
        accounts.number(account == null ? 0 : account);
        if (account == null) {
            texts.text(row.account());
            otherAccounts.put(row.account(), ++knownAccounts);
        }
        Integer api = otherApis.get(record.api());
        instant(
                api == null ? 0 : api,
                row.timeForm(),
                record.occurredAt().getEpochSecond(),
                record.occurredAt().getNano());
        if (api == null) {
            texts.text(record.api());
            otherApis.put(record.api(), ++knownApis);
        }
        calls.number(record.calls());
        byte[] recordId = record.recordId().getBytes(StandardCharsets.US_ASCII);
        id(recordId, 0, recordId.length);
        String raw = row.raw();
        if (raw != null) {
            texts.text(raw);
        }
        rows++;
    }

    /** All columns, as they are packed. */
    ByteColumn content() {
        ByteColumn content = new ByteColumn();
        content.number(rows);
        content.number(file);
        for (ByteColumn column : new ByteColumn[] {lines, accounts, apis, forms, calls, seconds, nanos, ids, texts}) {
            content.column(column);
        }
        return content;
    }

    private void instant(int api, int newForm, long newSecond, int nano) {
        int marks = (newForm == form ? 0 : OTHER_FORM) | (nano == 0 ? 0 : FRACTION);
        apis.number(((long) api << API_SHIFT) | marks);
        if (newForm != form) {
            forms.number(newForm);
            form = newForm;
        }
        if (nano != 0) {
            nanos.number(nano);
        }
        seconds.signed(newSecond - second);
        second = newSecond;
    }

    /** Ids that are counted up are kept as differences: 1 + what is added to the digits at the end; 0 and the text otherwise. */
    private void id(byte[] source, int from, int length) {
        int same = Arrays.mismatch(id, 0, idLength, source, from, from + length);
        int start = same < 0 ? length : same;
        boolean counted =
                length == idLength && length - start <= MOST_DIGITS && digitsOnly(source, from + start, from + length);
        if (counted && digitsOnly(id, start, length)) {
            ids.number(1 + ByteColumn.folded(number(source, from + start, from + length) - number(id, start, length)));
        } else {
            ids.number(0);
            ids.text(source, from, length);
            start = 0;
        }
        System.arraycopy(source, from + start, id, start, length - start);
        idLength = length;
    }

    private static boolean digitsOnly(byte[] bytes, int from, int until) {
        for (int i = from; i < until; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private static long number(byte[] digits, int from, int until) {
        long number = 0;
        for (int i = from; i < until; i++) {
            number = number * 10 + (digits[i] - '0');
        }
        return number;
    }
}
