package io.monthclose.sample;

import io.monthclose.sample.CityFaults.Fault;
import io.monthclose.sample.CityUsage.Line;
import io.monthclose.sample.CityUsage.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes September 2022 of Yunting, a city that does not exist, as an input folder: 300 accounts and exactly 100,000
 * usage rows in three files, with packs and top-ups. The same bytes every time.
 */
public final class CityGenerator {
    private static final LocalDate FIRST_DAY = LocalDate.of(2022, 9, 1);
    private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
    private static final int USAGE_ROWS = 100_000;
    private static final long SEED = 20220901;

    private CityGenerator() {}

    /** Writes the city's month into the folder named by the only argument, over what stands there. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("one argument expected, the folder to write into, found " + args.length);
        }
        writeTo(Path.of(args[0]));
    }

    static void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<CityAccount> accounts = new CityAccounts(new Chance(SEED), FIRST_DAY).all();
        write(
                folder.resolve("accounts.csv"),
                "account_id,name,opened_on,closed_on",
                accounts.stream().map(CityAccount::csv).toList());
        CityFunding funding = new CityFunding(new Chance(SEED + 1), FIRST_DAY, ZONE);
        write(
                folder.resolve("prepaid-packs.csv"),
                "pack_id,account_id,apis,calls,valid_from,valid_until",
                funding.packs(accounts));
        write(folder.resolve("top-ups.csv"), "top_up_id,account_id,amount,received_at", funding.topUps(accounts));
        List<Row> rows = new CityUsage(new Chance(SEED + 2), FIRST_DAY).rows(accounts, USAGE_ROWS - CityFaults.COUNT);
        List<Fault> faults = new CityFaults(new Chance(SEED + 3), FIRST_DAY, rows, accounts).all();
        for (Gateway gateway : Gateway.ALL) {
            write(
                    folder.resolve(gateway.fileName()),
                    "record_id,account_id,api,calls,occurred_at",
                    lines(gateway, rows, faults));
        }
    }

    private static List<String> lines(Gateway gateway, List<Row> rows, List<Fault> faults) {
        List<Line> lines = new ArrayList<>();
        rows.stream().filter(row -> row.gateway() == gateway).map(Row::line).forEach(lines::add);
        faults.stream()
                .filter(fault -> fault.gateway() == gateway)
                .map(Fault::line)
                .forEach(lines::add);
        lines.sort(Comparator.comparing(Line::writtenAt));
        return lines.stream().map(Line::text).toList();
    }

    private static void write(Path file, String header, List<String> rows) throws IOException {
        Files.writeString(file, header + '\n' + String.join("\n", rows) + '\n', StandardCharsets.UTF_8);
    }
}
