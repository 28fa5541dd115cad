package io.monthclose.job;

import io.monthclose.reference.Catalogue;
import io.monthclose.reference.Pack;
import io.monthclose.reference.RandomAccountMonths;
import io.monthclose.reference.RandomAccountMonths.AccountMonth;
import io.monthclose.reference.ReferenceRating;
import io.monthclose.reference.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * One month of input without a faulty row, in which many records share an instant and their ids decide who draws what: the
 * usage rows, as they come to lie in one or more files, and the master files.
 *
 * @param catalogue what it is settled by
 * @param month the month
 * @param usageFiles the rows of each usage file
 * @param accounts the rows of {@code accounts.csv}
 * @param packs the rows of {@code prepaid-packs.csv}
 * @param topUps the rows of {@code top-ups.csv}
 */
record MonthInput(
        Catalogue catalogue,
        YearMonth month,
        List<List<UsageRow>> usageFiles,
        List<String> accounts,
        List<String> packs,
        List<String> topUps) {

    /** A usage row. */
    record UsageRow(String account, Usage usage) {
        private String text() {
            return String.join(
                    ",",
                    usage.recordId(),
                    account,
                    usage.api(),
                    usage.calls().toString(),
                    usage.occurredAt().toString());
        }
    }

    MonthInput {
        usageFiles = usageFiles.stream().map(List::copyOf).toList();
        accounts = List.copyOf(accounts);
        packs = List.copyOf(packs);
        topUps = List.copyOf(topUps);
    }

    /** So many months of several random accounts each, in three usage files. */
    static List<MonthInput> random(long firstSeed, int count) {
        RandomAccountMonths random = new RandomAccountMonths();
        Map<String, List<AccountMonth>> together = new TreeMap<>();
        LongStream.range(firstSeed, firstSeed + 6_000)
                .mapToObj(random::of)
                .map(MonthInput::withTies)
                .filter(month -> month.rate() instanceof ReferenceRating.Rated)
                .filter(month -> month.usage().stream().allMatch(MonthInput::canBeWritten))
                .forEach(month -> together.computeIfAbsent(
                                month.catalogueNumber() + " " + month.month(), _ -> new ArrayList<>())
                        .add(month));
        return together.values().stream()
                .filter(accounts -> accounts.size() >= 8)
                .filter(accounts -> accounts.stream().anyMatch(MonthInput::idsDecide))
                .limit(count)
                .map(MonthInput::of)
                .toList();
    }

    /** The same with three records each at one instant, so that their ids decide who draws first. */
    private static AccountMonth withTies(AccountMonth month) {
        List<Usage> tied = new ArrayList<>();
        for (Usage usage : month.usage()) {
            int first = tied.size() - tied.size() % 3;
            tied.add(new Usage(
                    usage.recordId(),
                    usage.api(),
                    usage.calls(),
                    month.usage().get(first).occurredAt()));
        }
        return new AccountMonth(
                month.seed(), month.catalogueNumber(), month.catalogue(), month.month(), tied, month.packs());
    }

    /** Whether other ids at the same instants draw otherwise. */
    private static boolean idsDecide(AccountMonth month) {
        return !renamed(month, 1).rate().equals(renamed(month, -1).rate());
    }

    private static AccountMonth renamed(AccountMonth month, int direction) {
        List<Usage> renamed = new ArrayList<>();
        for (Usage usage : month.usage()) {
            String id = "r" + (5_000 + direction * renamed.size());
            renamed.add(new Usage(id, usage.api(), usage.calls(), usage.occurredAt()));
        }
        return new AccountMonth(
                month.seed(), month.catalogueNumber(), month.catalogue(), month.month(), renamed, month.packs());
    }

    private static boolean canBeWritten(Usage usage) {
        return usage.calls().toString().length() <= 15;
    }

    private static MonthInput of(List<AccountMonth> accountMonths) {
        AccountMonth any = accountMonths.getFirst();
        List<List<UsageRow>> files = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<String> accounts = new ArrayList<>();
        List<String> packs = new ArrayList<>();
        List<String> topUps = new ArrayList<>();
        for (AccountMonth accountMonth : accountMonths) {
            String id = "A%04d".formatted(accounts.size() + 1);
            accounts.add(id + ",Any,2020-01-01,");
            accountMonth
                    .usage()
                    .forEach(usage -> files.get(usage.recordId().length() % 3).add(new UsageRow(id, usage)));
            accountMonth.packs().forEach(pack -> packs.add(row(id, pack)));
            topUps.add("T%s,%s,%d.%02d,2022-01-01T00:00:00Z"
                    .formatted(id, id, accountMonth.seed() * 7, accountMonth.seed() % 100));
        }
        return new MonthInput(any.catalogue(), any.month(), files, accounts, packs, topUps);
    }

    private static String row(String account, Pack pack) {
        return String.join(
                ",",
                account + "-" + pack.packId(),
                account,
                String.join("|", pack.apis()),
                pack.size().toString(),
                pack.validFrom().toString(),
                pack.validUntil().toString());
    }

    /** The same with the rows in other files, or other rows. */
    MonthInput with(List<List<UsageRow>> otherFiles) {
        return new MonthInput(catalogue, month, otherFiles, accounts, packs, topUps);
    }

    /** The same without an account and all that is its own. */
    MonthInput without(String account) {
        return new MonthInput(
                catalogue,
                month,
                usageFiles.stream()
                        .map(rows -> rows.stream()
                                .filter(row -> !row.account().equals(account))
                                .toList())
                        .toList(),
                without(account, 0, accounts),
                without(account, 1, packs),
                without(account, 1, topUps));
    }

    private static List<String> without(String account, int column, List<String> rows) {
        return rows.stream()
                .filter(row -> !row.split(",", -1)[column].equals(account))
                .toList();
    }

    /** All usage rows. */
    List<UsageRow> rows() {
        return usageFiles.stream().flatMap(Collection::stream).toList();
    }

    /** Writes the input folder. */
    void writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            for (int number = 0; number < usageFiles.size(); number++) {
                write(
                        folder.resolve("usage-" + number + ".csv"),
                        "record_id,account_id,api,calls,occurred_at",
                        usageFiles.get(number).stream().map(UsageRow::text).toList());
            }
            write(folder.resolve("accounts.csv"), "account_id,name,opened_on,closed_on", accounts);
            write(folder.resolve("prepaid-packs.csv"), "pack_id,account_id,apis,calls,valid_from,valid_until", packs);
            write(folder.resolve("top-ups.csv"), "top_up_id,account_id,amount,received_at", topUps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String header, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(rows);
        Files.write(file, lines);
    }
}
