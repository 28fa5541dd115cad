package io.monthclose.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Takes the usage files of one input folder: every row is accepted, a duplicate, or rejected with one reason. */
final class UsageFolder {
    static final List<String> COLUMNS = List.of("record_id", "account_id", "api", "calls", "occurred_at");

    /** A rejected row. */
    record Reject(String file, int line, String reason, String detail, String raw) {}

    /** How the rows came out; {@code rows = accepted + duplicates + rejected}. */
    public record Counts(long rows, long accepted, long duplicates, long rejected) {}

    private record Stands(Usage usage, String file, int line) {}

    private record Verdict(String reason, String detail) {}

    private final Catalogue catalogue;
    private final YearMonth month;
    private final SortedMap<String, KnownAccount> accounts;
    private final SortedMap<String, SortedMap<String, Stands>> accepted = new TreeMap<>(ByteOrder.OF_TEXT);
    private final List<Reject> rejects = new ArrayList<>();
    private long rows;
    private long duplicates;

    UsageFolder(Catalogue catalogue, YearMonth month, SortedMap<String, KnownAccount> accounts) {
        this.catalogue = catalogue;
        this.month = month;
        this.accounts = accounts;
    }

    static boolean isId(String text) {
        return text.matches("[A-Za-z0-9._:-]{1,64}");
    }

    void take(Path folder) {
        List<Path> files = usageFiles(folder);
        if (files.isEmpty()) {
            throw new ReferenceRefused(List.of("no usage file in the input folder"));
        }
        for (Path path : files) {
            CsvFile file = CsvFile.read(path, COLUMNS);
            for (int number = 2; number <= file.lastLine(); number++) {
                rows++;
                takeRow(file, number);
            }
        }
    }

    List<Usage> acceptedOf(String accountId) {
        SortedMap<String, Stands> records = accepted.get(accountId);
        return records == null
                ? List.of()
                : records.values().stream().map(Stands::usage).toList();
    }

    List<Reject> rejects() {
        return List.copyOf(rejects);
    }

    Counts counts() {
        long standing =
                accepted.values().stream().mapToLong(records -> records.size()).sum();
        return new Counts(rows, standing, duplicates, rejects.size());
    }

    static List<Path> usageFiles(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> isUsageFile(nameOf(path)))
                    .sorted((left, right) -> ByteOrder.OF_TEXT.compare(nameOf(left), nameOf(right)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isUsageFile(String name) {
        return name.startsWith("usage") && (name.endsWith(".csv") || name.endsWith(".csv.gz"));
    }

    private static String nameOf(Path path) {
        return path.getName(path.getNameCount() - 1).toString();
    }

    private void takeRow(CsvFile file, int number) {
        try {
            List<String> row = file.row(number);
            Optional<Verdict> wrong = firstFault(row);
            if (wrong.isPresent()) {
                reject(file, number, wrong.get().reason(), wrong.get().detail());
            } else {
                takeRecord(file, number, row);
            }
        } catch (CsvRow.Malformed malformed) {
            reject(file, number, "MALFORMED", malformed.detail());
        }
    }

    private void takeRecord(CsvFile file, int number, List<String> row) {
        Instant at = ReferenceTime.parseInstant(row.get(4)).orElseThrow();
        Usage usage = new Usage(row.get(0), row.get(2), new BigInteger(row.get(3)), at);
        SortedMap<String, Stands> ofAccount =
                accepted.computeIfAbsent(row.get(1), _ -> new TreeMap<>(ByteOrder.OF_TEXT));
        Stands first = ofAccount.get(usage.recordId());
        if (first == null) {
            ofAccount.put(usage.recordId(), new Stands(usage, file.name(), number));
        } else if (first.usage().sameContentAs(usage)) {
            duplicates++;
        } else {
            reject(
                    file,
                    number,
                    "CONFLICT",
                    "differs from " + first.file() + " line " + first.line() + ", which stands");
        }
    }

    private void reject(CsvFile file, int number, String reason, String detail) {
        rejects.add(new Reject(file.name(), number, reason, detail, RawText.of(file.line(number))));
    }

    private Optional<Verdict> firstFault(List<String> row) {
        if (!isId(row.get(0))) {
            return fault("MALFORMED", "record_id is not 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
        if (!isId(row.get(1))) {
            return fault("MALFORMED", "account_id is not 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
        Optional<Instant> at = ReferenceTime.parseInstant(row.get(4));
        if (at.isEmpty()) {
            return fault("INVALID_TIME", "occurred_at is not an instant like 2022-09-30T23:59:59+08:00");
        }
        if (!row.get(3).matches("[0-9]{1,15}")) {
            return fault("INVALID_CALLS", "calls is not 1 to 15 digits");
        }
        if (!catalogue.apis().containsKey(row.get(2))) {
            return fault("UNKNOWN_API", "no such API in the price book");
        }
        KnownAccount account = accounts.get(row.get(1));
        if (account == null) {
            return fault("UNKNOWN_ACCOUNT", "no such account");
        }
        return outsideOfTime(account, at.get());
    }

    private Optional<Verdict> outsideOfTime(KnownAccount account, Instant at) {
        Instant start = catalogue.startOf(month);
        Instant end = catalogue.endOf(month);
        if (at.isBefore(start)) {
            return fault("LATE", "before " + ReferenceTime.format(start, catalogue.zone()));
        }
        if (!at.isBefore(end)) {
            return fault("AFTER_MONTH", "at or after " + ReferenceTime.format(end, catalogue.zone()));
        }
        if (account.opensAfter(at, catalogue.zone())) {
            return fault("ACCOUNT_NOT_OPEN", "before the account opens on " + account.openedOn());
        }
        if (account.closedAt(at, catalogue.zone())) {
            return fault("ACCOUNT_NOT_OPEN", "the account is closed from " + account.closedOn() + " on");
        }
        return Optional.empty();
    }

    private static Optional<Verdict> fault(String reason, String detail) {
        return Optional.of(new Verdict(reason, detail));
    }
}
