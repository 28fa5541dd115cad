package io.monthclose.bench.input;

import io.monthclose.period.BillingMonth;
import io.monthclose.pricebook.Api;
import io.monthclose.pricebook.PriceBook;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a month of usage with its accounts, packs and top-ups. One row in 2,000 is there twice, one in 2,000 is bad;
 * in a small month more are, so that it has some of each. Rows are made and written one by one: memory does not grow with their number.
 */
public final class InputGenerator {
    private static final List<String> GATEWAYS = List.of("east", "north", "south", "west");
    private static final int ODD_ONE_IN = 2_000;
    private static final int ODD_ONE_IN_AT_LEAST = 20;
    private static final int FEWEST_ODD = 100;
    private static final int REMEMBERED = 512;
    private static final int REMEMBER_ONE_IN = 16;
    private static final int NO_CALLS_ONE_IN = 1_000;

    private final Workload workload;
    private final BillingMonth month;
    private final int monthSeconds;
    private final Accounts accounts;
    private final RowText rows;
    private final List<String> prepaidApis;
    private final Chance chance;
    private final int oddOneIn;
    private final UsageRow[] remembered = new UsageRow[REMEMBERED];
    private int notAlwaysOpen;
    private int written;

    private InputGenerator(Workload workload, PriceBook book) {
        List<String> apis = List.copyOf(book.apis().keySet());
        this.workload = workload;
        this.month = BenchMonth.of(book);
        this.monthSeconds = BenchMonth.seconds(month);
        this.accounts = new Accounts(month, workload, apis.size());
        this.rows = new RowText(month, apis);
        this.prepaidApis = book.apis().values().stream()
                .filter(api -> api.group().prepaid())
                .map(Api::code)
                .toList();
        this.chance = new Chance(workload.seed());
        this.oddOneIn = Math.clamp(workload.rows() / FEWEST_ODD, ODD_ONE_IN_AT_LEAST, ODD_ONE_IN);
    }

    /** Writes the month into a folder that is not there yet. */
    public static void write(Workload workload, PriceBook book, Path folder) throws IOException {
        Files.createDirectories(folder);
        new InputGenerator(workload, book).write(folder);
    }

    private void write(Path folder) throws IOException {
        new MasterFilesWriter(month, workload, accounts, prepaidApis).writeTo(folder);
        Rhythm rhythm = new Rhythm(month.firstDay(), month.yearMonth().lengthOfMonth());
        long left = workload.rows();
        for (int file = 0; file < GATEWAYS.size(); file++) {
            long count = left / (GATEWAYS.size() - file);
            writeUsage(folder.resolve("usage-" + GATEWAYS.get(file) + ".csv"), count, rhythm.new Clock(count));
            left -= count;
        }
    }

    private void writeUsage(Path file, long count, Rhythm.Clock clock) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write("record_id,account_id,api,calls,occurred_at\n".getBytes(StandardCharsets.US_ASCII));
            for (long number = 0; number < count; number++) {
                UsageRow row = row(clock.second(number, chance));
                if (chance.oneIn(oddOneIn)) {
                    out.write((bad(row) + '\n').getBytes(StandardCharsets.US_ASCII));
                } else if (chance.oneIn(oddOneIn)) {
                    rows.write(oneWrittenBefore(row), out);
                } else {
                    rows.write(row, out);
                    remember(row);
                }
            }
        }
    }

    private UsageRow row(int second) {
        int account = accounts.drawn(chance);
        if (!accounts.isAlwaysOpen(account)) {
            notAlwaysOpen = account;
            while (!accounts.isOpenAt(account, second)) {
                account = (account + 1) % accounts.count();
            }
        }
        long calls = chance.oneIn(NO_CALLS_ONE_IN) ? 0 : chance.ofAnySize(accounts.mostCalls(account));
        return new UsageRow((int) chance.next(), written++, account, accounts.api(account, chance), calls, second);
    }

    private String bad(UsageRow row) {
        BadRow kind = BadRow.ALL.get(chance.below(BadRow.ALL.size()));
        UsageRow from = kind == BadRow.CONFLICT ? oneWrittenBefore(row) : row;
        return kind.text(from, rows, monthSeconds, notAlwaysOpen, accounts);
    }

    private void remember(UsageRow row) {
        if (chance.oneIn(REMEMBER_ONE_IN) || row.number() < REMEMBERED) {
            remembered[row.number() % REMEMBERED] = row;
        }
    }

    private UsageRow oneWrittenBefore(UsageRow otherwise) {
        UsageRow before = remembered[chance.below(REMEMBERED)];
        return before == null ? otherwise : before;
    }
}
