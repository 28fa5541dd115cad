package io.monthclose.bench.input;

import io.monthclose.period.BillingMonth;
import io.monthclose.period.InstantText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** Writes accounts, packs and top-ups. */
final class MasterFilesWriter {
    private static final int SECONDS_A_DAY = 86_400;
    private static final long LARGEST_PACK = 2_000_000;

    private final BillingMonth month;
    private final Workload workload;
    private final Accounts accounts;
    private final List<String> prepaidApis;

    MasterFilesWriter(BillingMonth month, Workload workload, Accounts accounts, List<String> prepaidApis) {
        this.month = month;
        this.workload = workload;
        this.accounts = accounts;
        this.prepaidApis = prepaidApis;
    }

    /** A file's rows, one by one. */
    private interface Row {
        String text(int number);
    }

    void writeTo(Path folder) throws IOException {
        write(
                folder.resolve("accounts.csv"),
                "account_id,name,opened_on,closed_on",
                workload.accounts(),
                this::accountRow);
        Chance packs = new Chance(workload.seed() + 2);
        write(
                folder.resolve("prepaid-packs.csv"),
                "pack_id,account_id,apis,calls,valid_from,valid_until",
                workload.packs(),
                number -> pack(number, packs));
        Chance topUps = new Chance(workload.seed() + 3);
        write(
                folder.resolve("top-ups.csv"),
                "top_up_id,account_id,amount,received_at",
                workload.topUps(),
                number -> topUp(number, topUps));
    }

    private String accountRow(int account) {
        LocalDate closed = accounts.closedOn(account);
        return accounts.id(account) + ",Customer " + account + ',' + accounts.openedOn(account) + ','
                + Objects.requireNonNullElse(closed, "");
    }

    /** Two in three accounts that hold packs hold one, the third holds two. */
    private String pack(int number, Chance chance) {
        int holders = Math.min(accounts.count(), (2 * workload.packs() + 2) / 3);
        int account = accounts.atRank(number < holders ? number : number - holders);
        int days = month.yearMonth().lengthOfMonth();
        int from = chance.oneIn(3) ? chance.between(1, days - 3) : -chance.between(0, 200);
        int until = chance.oneIn(3) ? chance.between(Math.max(from, 0) + 1, days - 1) : days + chance.between(0, 200);
        return "P%08d,%s,%s,%d,%s,%s"
                .formatted(
                        number,
                        accounts.id(account),
                        String.join("|", covered(chance)),
                        chance.ofAnySize(LARGEST_PACK),
                        instant(from * SECONDS_A_DAY + chance.below(SECONDS_A_DAY)),
                        instant(until * SECONDS_A_DAY + chance.below(SECONDS_A_DAY)));
    }

    private SortedSet<String> covered(Chance chance) {
        SortedSet<String> apis = new TreeSet<>();
        for (int i = chance.between(1, prepaidApis.size()); i > 0; i--) {
            apis.add(prepaidApis.get(chance.below(prepaidApis.size())));
        }
        return apis;
    }

    private String topUp(int number, Chance chance) {
        long cents = chance.ofAnySize(50_000_000);
        int second = chance.below(BenchMonth.seconds(month) + SECONDS_A_DAY);
        return "T%08d,%s,%d.%02d,%s"
                .formatted(
                        number,
                        accounts.id(accounts.atRank(number % accounts.count())),
                        cents / 100,
                        cents % 100,
                        instant(second));
    }

    private String instant(int second) {
        return InstantText.format(month.start().plusSeconds(second), month.zone());
    }

    private static void write(Path file, String header, int rows, Row row) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(header + '\n');
            for (int number = 0; number < rows; number++) {
                out.write(row.text(number) + '\n');
            }
        }
    }
}
