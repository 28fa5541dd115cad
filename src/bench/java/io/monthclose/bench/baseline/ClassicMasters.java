package io.monthclose.bench.baseline;

import io.monthclose.account.Account;
import io.monthclose.account.AccountId;
import io.monthclose.period.InstantText;
import io.monthclose.rating.PackBalance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Accounts and packs, held in memory.
 *
 * @param accounts by id
 * @param packs by account id
 */
record ClassicMasters(Map<String, Account> accounts, Map<String, List<PackBalance>> packs) {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern BAR = Pattern.compile("\\|");

    static ClassicMasters read(InputFiles files) throws IOException {
        Map<String, Account> accounts = new HashMap<>();
        for (String row : rows(files.accounts())) {
            List<String> fields = List.of(COMMA.split(row, -1));
            LocalDate closedOn = fields.get(3).isEmpty() ? null : LocalDate.parse(fields.get(3));
            accounts.put(
                    fields.getFirst(),
                    new Account(
                            new AccountId(fields.getFirst()), fields.get(1), LocalDate.parse(fields.get(2)), closedOn));
        }
        Map<String, List<PackBalance>> packs = new HashMap<>();
        for (String row : rows(files.packs())) {
            List<String> fields = List.of(COMMA.split(row, -1));
            packs.computeIfAbsent(fields.get(1), _ -> new ArrayList<>()).add(pack(fields));
        }
        return new ClassicMasters(accounts, packs);
    }

    private static PackBalance pack(List<String> fields) {
        long calls = Long.parseLong(fields.get(3));
        return new PackBalance(
                fields.getFirst(),
                BAR.splitAsStream(fields.get(2)).toList(),
                InstantText.parse(fields.get(4)).orElseThrow(),
                InstantText.parse(fields.get(5)).orElseThrow(),
                calls,
                calls);
    }

    private static List<String> rows(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(1).toList();
        }
    }
}
