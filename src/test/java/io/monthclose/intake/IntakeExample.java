package io.monthclose.intake;

import io.monthclose.account.Account;
import io.monthclose.account.AccountId;
import io.monthclose.period.BillingMonth;
import io.monthclose.usage.RowCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** September 2022 in a book with three accounts and two APIs: what usage files of the tests are read against. */
final class IntakeExample {
    static final String HEADER = "record_id,account_id,api,calls,occurred_at";
    static final BillingMonth SEPTEMBER = BillingMonth.parse("2022-09", ZoneId.of("+08:00"));
    static final Map<String, Account> ACCOUNTS = Map.of(
            "A0001", account("A0001", LocalDate.of(2022, 1, 1), null),
            "A0002", account("A0002", LocalDate.of(2022, 9, 10), LocalDate.of(2022, 9, 20)),
            "B-3", account("B-3", LocalDate.of(2022, 1, 1), null));

    private IntakeExample() {}

    static Account account(String id, LocalDate openedOn, @Nullable LocalDate closedOn) {
        return new Account(new AccountId(id), "Account " + id, openedOn, closedOn);
    }

    /** Plans a file as the first of its month. */
    static PlannedFile plan(Path file, long sliceBytes) {
        return plan(file, 0, 0, sliceBytes);
    }

    static PlannedFile plan(Path file, int rank, int firstSlice, long sliceBytes) {
        try (UsageFile usage = new UsageFile(file)) {
            return usage.plan(rank, firstSlice, sliceBytes);
        }
    }

    static RowCheck check() {
        return new RowCheck(SEPTEMBER, Set.of("DetectProduct", "CropImage"), ACCOUNTS);
    }

    static TakenSlice take(Path file, PlannedFile plan, Slice slice, int buckets) {
        try (UsageFile usage = new UsageFile(file)) {
            return new SliceReader(check(), new Buckets(buckets)).read(usage, plan.header(), slice);
        }
    }

    static Path file(Path folder, String text) throws IOException {
        return Files.write(folder.resolve("usage.csv"), text.getBytes(StandardCharsets.UTF_8));
    }

    /** What became of a usage file: every kept row and every reject, by line, as text that can be compared. */
    static List<String> read(Path file, long sliceBytes, int buckets) {
        PlannedFile plan = plan(file, sliceBytes);
        TreeMap<Long, String> lines = new TreeMap<>();
        for (Slice slice : plan.slices()) {
            TakenSlice taken = take(file, plan, slice, buckets);
            rows(taken).forEach(row -> lines.put(row.record().origin().line(), "kept " + row));
            taken.rejects().forEach(reject -> lines.put(reject.origin().line(), text(reject)));
        }
        return List.copyOf(lines.values());
    }

    /** The kept rows as they come back from the snapshot, by line. */
    static List<KeptRow> rows(TakenSlice taken) {
        return rows(taken.segments());
    }

    static List<KeptRow> rows(List<Segment> segments) {
        BucketRows rows = new BucketRows();
        segments.forEach(segment -> rows.add(segment.bytes(), segment.sha256()));
        return rows.accountIds().stream()
                .flatMap(account -> rows.of(account).kept().stream())
                .sorted(Comparator.comparing(row -> row.record().origin()))
                .toList();
    }

    static String text(RejectedRow reject) {
        return "rejected " + reject.origin() + " " + reject.reason() + " " + reject.detail() + " " + reject.rawBytes()
                + " " + reject.rawSha256() + " " + Sha256.of(reject.raw()) + " " + reject.late();
    }
}
