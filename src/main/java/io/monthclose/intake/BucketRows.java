package io.monthclose.intake;

import io.monthclose.usage.Origin;
import io.monthclose.usage.UsageRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The kept rows of a bucket, held in arrays: a bucket is a few hundred thousand rows, and what is made of them is made account
 * by account. Add all segments, then ask.
 */
public final class BucketRows {
    private int[] account = new int[1024];
    private int[] file = new int[1024];
    private long[] line = new long[1024];
    private int[] api = new int[1024];
    private int[] form = new int[1024];
    private long[] calls = new long[1024];
    private long[] second = new long[1024];
    private int[] nano = new int[1024];
    private int[] idUntil = new int[1024];
    private byte[] ids = new byte[1 << 14];
    private int count;

    private final Map<String, Integer> accounts = new HashMap<>();
    private final Map<String, Integer> apiNumbers = new HashMap<>();
    private final List<String> apis = new ArrayList<>();
    private final Map<Integer, String> raws = new HashMap<>();

    private int[] starts = new int[0];
    private int[] byAccount = new int[0];

    /**
     * Adds the rows of a segment; segments come in the order of their slices.
     *
     * @throws io.monthclose.problem.ProblemException INVARIANT_BROKEN when the bytes are not those that were hashed
     */
    public void add(byte[] bytes, String sha256) {
        SegmentCodec.decode(bytes, sha256, this);
    }

    /** The rows of an account, in the order in which they were added. */
    public AccountRows of(String accountId) {
        if (byAccount.length != count || starts.length != accounts.size() + 1) {
            group();
        }
        Integer number = accounts.get(accountId);
        return number == null
                ? new AccountRows(this, accountId, 0, 0)
                : new AccountRows(this, accountId, starts[number], starts[number + 1]);
    }

    /** How many rows there are. */
    int count() {
        return count;
    }

    /** The file of a row, by its place among all rows. */
    int file(int row) {
        return file[row];
    }

    /** The line of a row, by its place among all rows. */
    long line(int row) {
        return line[row];
    }

    /** The calls of a row, by its place among all rows. */
    long calls(int row) {
        return calls[row];
    }

    /** The ids of the accounts that have rows, in no order. */
    List<String> accountIds() {
        return List.copyOf(accounts.keySet());
    }

    void add(SegmentRows rows) {
        int size = count + rows.rows();
        ensure(size);
        int[] accountNumbers = new int[64];
        int[] apiNumbersOfSegment = new int[16];
        int seenAccounts = 0;
        int seenApis = 0;
        for (int row = count; row < size; row++) {
            String raw = rows.next();
            if (raw != null) {
                raws.put(row, raw);
            }
            if (rows.account() == seenAccounts) {
                accountNumbers = with(accountNumbers, seenAccounts++, account(rows.accountId(rows.account())));
            }
            if (rows.api() == seenApis) {
                apiNumbersOfSegment = with(apiNumbersOfSegment, seenApis++, api(rows.apiCode(rows.api())));
            }
            account[row] = accountNumbers[rows.account()];
            api[row] = apiNumbersOfSegment[rows.api()];
            file[row] = rows.file();
            line[row] = rows.line();
            form[row] = rows.form();
            calls[row] = rows.calls();
            second[row] = rows.second();
            nano[row] = rows.nano();
            id(row, rows.id(), rows.idLength());
        }
        count = size;
    }

    /** Adds a row of a segment of version 1. */
    void add(KeptRow kept) {
        ensure(count + 1);
        UsageRecord record = kept.record();
        String raw = kept.raw();
        if (raw != null) {
            raws.put(count, raw);
        }
        account[count] = account(kept.account());
        api[count] = api(record.api());
        file[count] = record.origin().file();
        line[count] = record.origin().line();
        form[count] = kept.timeForm();
        calls[count] = record.calls();
        second[count] = record.occurredAt().getEpochSecond();
        nano[count] = record.occurredAt().getNano();
        byte[] recordId = record.recordId().getBytes(StandardCharsets.US_ASCII);
        id(count, recordId, recordId.length);
        count++;
    }

    /** The record of the row at a place of an account's rows. */
    UsageRecord record(int place) {
        int row = byAccount[place];
        int idFrom = row == 0 ? 0 : idUntil[row - 1];
        return new UsageRecord(
                new String(ids, idFrom, idUntil[row] - idFrom, StandardCharsets.ISO_8859_1),
                apis.get(api[row]),
                calls[row],
                Instant.ofEpochSecond(second[row], nano[row]),
                new Origin(file[row], line[row]));
    }

    /** Where the row at a place of an account's rows was read, against an origin: below 0 when before it. */
    int compareOrigin(int place, Origin origin) {
        int row = byAccount[place];
        int byFile = Integer.compare(file[row], origin.file());
        return byFile != 0 ? byFile : Long.compare(line[row], origin.line());
    }

    /** The row at a place of an account's rows, with what it takes to write its line again. */
    KeptRow kept(String accountId, int place) {
        int row = byAccount[place];
        return new KeptRow(accountId, record(place), form[row], raws.get(row));
    }

    private int account(String accountId) {
        Integer known = accounts.putIfAbsent(accountId, accounts.size());
        return known == null ? accounts.size() - 1 : known;
    }

    private int api(String code) {
        Integer known = apiNumbers.putIfAbsent(code, apis.size());
        if (known == null) {
            apis.add(code);
            return apis.size() - 1;
        }
        return known;
    }

    private void id(int row, byte[] source, int length) {
        int from = row == 0 ? 0 : idUntil[row - 1];
        if (from + length > ids.length) {
            ids = Arrays.copyOf(ids, Math.max(from + length, ids.length + ids.length / 2));
        }
        System.arraycopy(source, 0, ids, from, length);
        idUntil[row] = from + length;
    }

    private static int[] with(int[] numbers, int place, int number) {
        int[] wide = place < numbers.length ? numbers : Arrays.copyOf(numbers, numbers.length * 2);
        wide[place] = number;
        return wide;
    }

    private void ensure(int size) {
        if (size <= line.length) {
            return;
        }
        int room = Math.max(size, line.length + line.length / 2);
        account = Arrays.copyOf(account, room);
        file = Arrays.copyOf(file, room);
        line = Arrays.copyOf(line, room);
        api = Arrays.copyOf(api, room);
        form = Arrays.copyOf(form, room);
        calls = Arrays.copyOf(calls, room);
        second = Arrays.copyOf(second, room);
        nano = Arrays.copyOf(nano, room);
        idUntil = Arrays.copyOf(idUntil, room);
    }

    /** Brings each account's rows together without changing their order. */
    private void group() {
        int[] next = new int[accounts.size() + 1];
        for (int row = 0; row < count; row++) {
            next[account[row] + 1]++;
        }
        for (int number = 0; number < accounts.size(); number++) {
            next[number + 1] += next[number];
        }
        starts = next.clone();
        byAccount = new int[count];
        for (int row = 0; row < count; row++) {
            byAccount[next[account[row]]++] = row;
        }
    }
}
